// The colors that lines have on white, in the report and in the window alike.
#pragma once

#include <array>
#include <cstdint>

namespace tlvfc {

/// Okabe and Ito's, told apart by color-blind eyes too; darker where a line of them would be too
/// light on white.
struct Tones
{
    std::uint32_t blue = 0x0072B2; ///< 0xRRGGBB
    std::uint32_t orange = 0xD17F00;
    std::uint32_t green = 0x009E73;
    std::uint32_t purple = 0xB0578D;
    std::uint32_t vermilion = 0xC2440A;
    std::uint32_t sky = 0x2E8FC7;
    std::uint32_t olive = 0x8A7400;
    std::uint32_t gray = 0x868C95;

    /// In the order in which they are given to what is compared.
    constexpr std::array<std::uint32_t, 8> in_order() const
    {
        return {blue, orange, green, purple, vermilion, sky, olive, gray};
    }
};

constexpr Tones tones_on_white;

} // namespace tlvfc
