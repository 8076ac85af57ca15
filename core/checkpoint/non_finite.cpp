#include "core/checkpoint/non_finite.h"

#include <bit>

namespace tlvfc::checkpoint {

namespace {

constexpr std::uint32_t exponent_bits = 0x7f800000;

/// Kept free of branches, so that the compiler takes several numbers at once.
bool all_finite(std::span<const float> values)
{
    std::uint32_t found = 0;
    for (const float value : values)
        found |= (std::bit_cast<std::uint32_t>(value) & exponent_bits) == exponent_bits;
    return found == 0;
}

} // namespace

NonFinite count_non_finite(std::span<const float> values)
{
    constexpr std::size_t block = 4096;
    NonFinite counts;
    while (!values.empty()) {
        const auto part = values.first(std::min(block, values.size()));
        values = values.subspan(part.size());
        if (all_finite(part))
            continue;
        for (const float value : part) {
            const auto bits = std::bit_cast<std::uint32_t>(value) & 0x7fffffff;
            counts.nan += bits > exponent_bits;
            counts.infinite += bits == exponent_bits;
        }
    }
    return counts;
}

std::string to_string(const NonFinite &counts)
{
    std::string text;
    if (counts.nan > 0)
        text = std::to_string(counts.nan) + " NaN";
    if (counts.infinite > 0)
        text += (text.empty() ? "" : ", ") + std::to_string(counts.infinite) + " infinite";
    return text;
}

} // namespace tlvfc::checkpoint
