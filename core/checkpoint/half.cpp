#include "core/checkpoint/half.h"

#include <bit>

namespace tlvfc::checkpoint {

namespace {

constexpr std::uint32_t infinity = 0x7f800000;

/// `value` without its last `bits` bits, rounded to the nearest and to even between two.
std::uint32_t shifted_rounded(std::uint32_t value, unsigned bits)
{
    const auto dropped = value & ((1u << bits) - 1);
    const auto kept = value >> bits;
    const auto middle = 1u << (bits - 1);
    return kept + (dropped > middle || (dropped == middle && (kept & 1)) ? 1 : 0);
}

} // namespace

std::uint16_t half_from_float(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = (bits >> 16) & 0x8000u;
    const auto magnitude = bits & 0x7fffffffu;
    constexpr std::uint32_t largest_exponent = (127 + 16) << 23;
    constexpr std::uint32_t smallest_normal = (127 - 14) << 23;
    std::uint32_t half = 0x7c00;
    if (magnitude > infinity) {
        half = 0x7e00 | (magnitude >> 13 & 0x3ff);
    } else if (magnitude >= largest_exponent) {
        // Infinite; what rounds up to it from below gets there by its carry.
    } else if (magnitude >= smallest_normal) {
        half = shifted_rounded(magnitude - ((127 - 15) << 23), 13);
    } else {
        // A subnormal counts 2^-24, whatever the float's own exponent.
        const auto exponent = magnitude >> 23;
        const auto fraction = (magnitude & 0x7fffffu) | 0x800000u;
        const auto shift = 126 - exponent;
        half = shift > 25 ? 0 : shifted_rounded(fraction, shift);
    }
    return static_cast<std::uint16_t>(sign | half);
}

std::uint16_t bfloat16_from_float(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffu) > infinity)
        return static_cast<std::uint16_t>(bits >> 16 | 0x40);
    return static_cast<std::uint16_t>(shifted_rounded(bits, 16));
}

} // namespace tlvfc::checkpoint
