#include "core/transfer/argsort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace tlvfc {

namespace {

/// Below this std::sort is as fast.
constexpr std::size_t worth_digits = 48;

/// Orders as the values do, with one key for both zeros and one, the last, for every NaN.
std::uint64_t key_of(float value)
{
    if (std::isnan(value))
        return 0xffffffffu;
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.0f); // -0 + 0 is 0
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/// The path of std::sort hangs on the results of the comparisons alone, so any pair that compares
/// as torch's (value, index) ends in torch's order.
void sort_as_torch(std::vector<std::uint64_t> &entries)
{
    std::sort(entries.begin(), entries.end(),
              [](std::uint64_t a, std::uint64_t b) { return a >> 32 < b >> 32; });
}

void take_positions(const std::vector<std::uint64_t> &entries, std::vector<std::uint32_t> &order)
{
    order.resize(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
        order[i] = static_cast<std::uint32_t>(entries[i]);
}

} // namespace

std::span<const std::uint32_t> Argsort::operator()(std::span<const float> values)
{
    entries_.resize(values.size());
    std::uint64_t differences = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto key = key_of(values[i]);
        entries_[i] = key << 32 | i;
        differences |= entries_[i] ^ entries_[0];
    }
    all_equal_ = differences >> 32 == 0 && values.size() > 1;
    if (all_equal_)
        return order_of_equals(values.size());
    if (values.size() < worth_digits || !sort_by_digits())
        sort_as_torch(entries_);
    take_positions(entries_, order_);
    return order_;
}

/// Where no two values are equal there is one order and any way to it will do. False, with the
/// entries as they were, where two are.
bool Argsort::sort_by_digits()
{
    spare_ = entries_;
    auto *from = &spare_;
    static constexpr int digits = 4;
    std::array<std::array<std::uint32_t, 256>, digits> counts{};
    for (const auto entry : *from) {
        for (int digit = 0; digit < digits; ++digit)
            ++counts[static_cast<std::size_t>(digit)][entry >> (32 + 8 * digit) & 255];
    }
    sorted_.resize(entries_.size());
    auto *to = &sorted_;
    for (int digit = 0; digit < digits; ++digit) {
        auto &count = counts[static_cast<std::size_t>(digit)];
        const auto shift = 32 + 8 * digit;
        if (count[from->front() >> shift & 255] == from->size())
            continue; // the same everywhere
        std::uint32_t place = 0;
        for (auto &c : count)
            place += std::exchange(c, place);
        for (const auto entry : *from)
            (*to)[count[entry >> shift & 255]++] = entry;
        std::swap(from, to);
    }
    for (std::size_t i = 1; i < from->size(); ++i) {
        if ((*from)[i] >> 32 == (*from)[i - 1] >> 32)
            return false;
    }
    entries_.swap(*from);
    return true;
}

std::span<const std::uint32_t> Argsort::order_of_equals(std::size_t count)
{
    if (order_of_equals_.size() != count) {
        sort_as_torch(entries_);
        take_positions(entries_, order_of_equals_);
    }
    return order_of_equals_;
}

std::vector<std::int64_t> argsort(std::span<const float> values)
{
    Argsort sort;
    const auto order = sort(values);
    return {order.begin(), order.end()};
}

} // namespace tlvfc
