// The decoders behind image.h, one per format.
#pragma once

#include "core/data/image.h"

namespace tlvfc {

/// Pictures larger than this along a side are taken for damage, before memory is taken.
constexpr int max_image_side = 20000;

bool is_jpeg(std::span<const std::byte> bytes);
bool is_png(std::span<const std::byte> bytes);
Image decode_jpeg(std::span<const std::byte> bytes, const std::string &name);
Image decode_png(std::span<const std::byte> bytes, const std::string &name);

/// @throws Error (UnreadableInput) with the reason as fault().
[[noreturn]] void throw_bad_image(const std::string &reason, const std::string &name);

} // namespace tlvfc
