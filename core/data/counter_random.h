// Random numbers by counter: the same for the same key and place, in whatever order they are asked
// for (Salmon et al. 2011, "Parallel Random Numbers: As Easy as 1, 2, 3").
#pragma once

#include <array>
#include <cstdint>

namespace tlvfc {

using PhiloxBlock = std::array<std::uint32_t, 4>;

/// Philox4x32-10.
PhiloxBlock philox(PhiloxBlock counter, std::array<std::uint32_t, 2> key);

/// Four numbers for (seed, a, b): say, for an epoch and an image.
PhiloxBlock random_at(std::uint64_t seed, std::uint64_t a, std::uint64_t b);

/// Uniform over 0 … range-1 by multiplication: the bias is below range / 2³².
constexpr std::uint32_t below(std::uint32_t random, std::uint32_t range)
{
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(random) * range) >> 32);
}

} // namespace tlvfc
