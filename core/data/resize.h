// Pictures brought to a size.
#pragma once

#include "core/data/image.h"

namespace tlvfc {

/// Bilinear with a support that widens when shrinking, in the fixed-point arithmetic of Pillow 11,
/// which torchvision's Resize uses on pictures: columns first, rounded to 8 bits, then rows. Equal
/// sizes copy. (Pillow 13 takes rows first where that is cheaper: single values differ by 1.)
/// @throws Error (InvalidRequest) unless all sides are positive.
Image resize(const Image &image, int width, int height);

} // namespace tlvfc
