#include "core/checkpoint/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace tlvfc::checkpoint {

namespace {

/// Starting a thread costs about as much as reading this.
constexpr std::size_t worth_a_thread = std::size_t{4} << 20;
/// A few cores use up the memory's or the disk's speed.
constexpr std::size_t most_threads = 8;

} // namespace

void run_parallel(std::size_t count, std::size_t bytes, const std::function<void(std::size_t)> &job)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            job(i);
    };
    const auto threads = std::min({count, bytes / worth_a_thread, most_threads,
                                   std::size_t{std::thread::hardware_concurrency()}});
    std::vector<std::jthread> others;
    try {
        for (std::size_t i = 1; i < threads; ++i)
            others.emplace_back(work);
    } catch (const std::system_error &) {
        // The system gives no more threads: those that there are do it.
    }
    work();
}

} // namespace tlvfc::checkpoint
