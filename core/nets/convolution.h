// A convolution as its layer's geometry says. Only core may include this header.
#pragma once

#include "core/nets/architecture.h"

#include <ATen/core/Tensor.h>

namespace tlvfc {

/// conv2d. Where a map is a single pixel, of which a padded kernel sees nothing but one tap, that
/// tap alone is multiplied: a 3x3 kernel's ninth, with the same result up to the order of its sum.
/// @param bias  may be undefined
at::Tensor convolve(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                    const Geometry &geometry);

} // namespace tlvfc
