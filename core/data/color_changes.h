// What augmentation does to an image's colors.
//
// Whole numbers throughout, so that a picture is the same on every machine: factors and shares are
// in 1/256. `rgb` holds pixels of three values each.
#pragma once

#include <cstdint>
#include <span>

namespace tlvfc {

constexpr int unchanged = 256; ///< the factor that changes nothing

/// Blends with black, with the mean gray, or with the pixel's own gray, as Pillow's ImageEnhance
/// does; factors are from 0 up, and above `unchanged` they move away.
void change_brightness(std::span<std::uint8_t> rgb, int factor);
void change_contrast(std::span<std::uint8_t> rgb, int factor);
void change_saturation(std::span<std::uint8_t> rgb, int factor);

/// Keeps the upper bits, 1 to 8 of them.
void posterize(std::span<std::uint8_t> rgb, int bits);
/// Inverts the values from `threshold` up; 256 inverts none.
void solarize(std::span<std::uint8_t> rgb, int threshold);
/// Stretches each channel to 0 … 255; a channel of one value stays.
void stretch_contrast(std::span<std::uint8_t> rgb);
/// Spreads each channel's values evenly, as Pillow's ImageOps.equalize does.
void equalize(std::span<std::uint8_t> rgb);

} // namespace tlvfc
