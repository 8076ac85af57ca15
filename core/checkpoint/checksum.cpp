#include "core/checkpoint/checksum.h"

#include "core/checkpoint/faults.h"

#include <libdeflate.h>

namespace tlvfc::checkpoint {

std::uint32_t crc32(std::span<const std::byte> bytes)
{
    // A null pointer would ask for the start value instead; for nothing, it is the same number.
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

void check_sum(const SummedBytes &summed)
{
    if (crc32(summed.bytes) != summed.checksum)
        throw damaged("the zip archive's member " + in_quotes(summed.member) +
                      " does not have the checksum that the table gives");
}

} // namespace tlvfc::checkpoint
