// Which way up a photograph is.
#pragma once

#include "core/data/image.h"

#include <cstdint>
#include <optional>
#include <span>

namespace tlvfc {

/// The orientation (1 to 8) that a JPEG's APP1 marker holds; 1 where it makes no sense: a broken
/// note about a good picture is no fault of the picture. Nothing where the marker is not EXIF's.
std::optional<int> exif_orientation(std::span<const std::uint8_t> app1);

/// The picture turned and mirrored upright (EXIF 2.3, tag 0x0112).
Image upright(Image image, int orientation);

} // namespace tlvfc
