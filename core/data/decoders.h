// The decoders behind image.h, one per format.
#pragma once

#include "core/data/image.h"

namespace tlvfc {

/// Larger pictures are taken for damage, before memory is taken.
constexpr std::uint32_t max_image_side = 20000;
constexpr std::uint64_t max_image_pixels = 100'000'000;

constexpr bool is_too_large(std::uint32_t width, std::uint32_t height)
{
    return width > max_image_side || height > max_image_side ||
           std::uint64_t{width} * height > max_image_pixels;
}

bool is_jpeg(std::span<const std::byte> bytes);
bool is_png(std::span<const std::byte> bytes);

/// @throws Error (UnreadableInput) as decode_image does.
Image decode_jpeg(std::span<const std::byte> bytes, const std::string &name, int enough);
Image decode_png(std::span<const std::byte> bytes, const std::string &name);

/// @throws Error (UnreadableInput) with the reason as fault().
[[noreturn]] void throw_bad_image(const std::string &reason, const std::string &name);

} // namespace tlvfc
