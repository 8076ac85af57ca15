// Which kernels of a tensor have been seen, by several threads.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <vector>

namespace tlvfc {

/// A set of numbers below `limit`, one bit each.
class KernelSet
{
public:
    explicit KernelSet(std::int64_t limit)
        : words_(static_cast<std::size_t>((limit + 63) / 64))
    {
    }

    void add(std::uint32_t kernel)
    {
        auto &word = words_[kernel / 64];
        const auto bit = std::uint64_t(1) << kernel % 64;
        // Nothing is read by way of these bits before the threads have met: no order is needed.
        if (!(word.load(std::memory_order_relaxed) & bit))
            word.fetch_or(bit, std::memory_order_relaxed);
    }

    std::int64_t size() const
    {
        std::int64_t count = 0;
        for (const auto &word : words_)
            count += std::popcount(word.load(std::memory_order_relaxed));
        return count;
    }

private:
    std::vector<std::atomic<std::uint64_t>> words_;
};

} // namespace tlvfc
