#include "core/base/side_by_side.h"

#include "core/base/progress.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace tlvfc {

void side_by_side(std::size_t count, unsigned threads, const std::stop_token &stop,
                  const std::function<void(std::size_t)> &work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex; // guards fault
    std::exception_ptr fault;
    const auto take = [&] {
        for (auto i = next++; i < count && !stop.stop_requested(); i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                fault = std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        try {
            for (unsigned i = 1; i < threads && i < count; ++i)
                helpers.emplace_back(take);
        } catch (const std::system_error &) {
            // the system gives no more threads: those that there are do it
        }
        take();
    }
    if (fault)
        std::rethrow_exception(fault);
    throw_if_stopped(stop);
}

} // namespace tlvfc
