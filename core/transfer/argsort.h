// at::argsort's order, without a memory allocation for each call.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc {

/// Sorts ascending and, as torch by default, not stably: ties fall as libstdc++'s std::sort leaves
/// (value, index) pairs compared by value, and they are everywhere: every 1×1 kernel has variance
/// 0. NaN comes last. Keep one for many calls; it is not for several threads at once.
class Argsort
{
public:
    /// Positions by ascending value. Valid until the next call.
    std::span<const std::uint32_t> operator()(std::span<const float> values);

    /// Whether all values of the last call were equal (and more than one), so that its order was
    /// an accident of the algorithm.
    bool all_equal() const { return all_equal_; }

private:
    bool sort_by_digits();
    std::span<const std::uint32_t> order_of_equals(std::size_t count);

    std::vector<std::uint64_t> entries_; ///< a key that orders as the value does, then the position
    std::vector<std::uint64_t> spare_;
    std::vector<std::uint64_t> sorted_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> order_of_equals_;
    bool all_equal_ = false;
};

/// The same, for a single time.
std::vector<std::int64_t> argsort(std::span<const float> values);

} // namespace tlvfc
