// Sixteen-bit floating point, from and to float32.
#pragma once

#include <bit>
#include <cstdint>

namespace tlvfc::checkpoint {

/// IEEE 754 half precision, subnormals, infinities and NaN included.
inline float float_from_half(std::uint16_t bits)
{
    // All three are worked out and one is taken, so that the compiler takes several numbers at
    // once.
    const std::uint32_t magnitude = bits & 0x7fffu;
    const auto small = std::bit_cast<std::uint32_t>(
        static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24f);
    const std::uint32_t normal = (magnitude << 13) + ((127u - 15u) << 23);
    const std::uint32_t special = (magnitude << 13) | 0x7f800000u;
    const std::uint32_t value =
        magnitude < 0x400u ? small : (magnitude < 0x7c00u ? normal : special);
    return std::bit_cast<float>(value | (bits & 0x8000u) << 16);
}

/// Rounded to the nearest, to even between two; beyond 65504 to infinity. A NaN stays one.
std::uint16_t half_from_float(float value);

/// The upper half of a float32.
inline float float_from_bfloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// Rounded as above.
std::uint16_t bfloat16_from_float(float value);

} // namespace tlvfc::checkpoint
