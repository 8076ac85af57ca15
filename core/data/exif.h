// Which way up a photograph is.
#pragma once

#include "core/data/image.h"

#include <cstdint>
#include <span>

namespace tlvfc {

/// The orientation (1 to 8) that a JPEG's APP1 marker holds; 1 where it holds none, or none that
/// makes sense: a broken note about a good picture is no fault of the picture.
int exif_orientation(std::span<const std::uint8_t> app1);

/// The picture turned and mirrored upright (EXIF 2.3, tag 0x0112).
Image upright(Image image, int orientation);

} // namespace tlvfc
