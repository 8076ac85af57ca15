#include "core/training/memory.h"

#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Exception.h>

#include <new>
#include <string_view>

#include <sys/resource.h>

namespace tlvfc {

double peak_memory_mb(c10::Device device)
{
    if (device.is_cpu()) {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e6;
    }
    using c10::CachingAllocator::StatType;
    const auto stats = at::getDeviceAllocator(device.type())->getDeviceStats(device.index());
    return static_cast<double>(
               stats.reserved_bytes[static_cast<std::size_t>(StatType::AGGREGATE)].peak) /
           1e6;
}

bool is_out_of_memory(const std::exception &error)
{
    if (dynamic_cast<const c10::OutOfMemoryError *>(&error) ||
        dynamic_cast<const std::bad_alloc *>(&error))
        return true;
    // The host's allocator and oneDNN throw plain errors.
    const std::string_view text = error.what();
    return text.find("can't allocate memory") != text.npos ||
           text.find("out of memory") != text.npos || text.find("out_of_memory") != text.npos;
}

void release_cached_memory(c10::Device device)
{
    if (!device.is_cpu())
        at::getDeviceAllocator(device.type())->emptyCache();
}

} // namespace tlvfc
