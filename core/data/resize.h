// Pictures brought to a size.
#pragma once

#include "core/data/image.h"

namespace tlvfc {

/// Bilinear with a support that widens when shrinking, in Pillow's fixed-point arithmetic, which
/// torchvision's Resize uses: columns first, rounded to 8 bits, then rows. Equal sizes copy.
Image resize(const Image &image, int width, int height);

} // namespace tlvfc
