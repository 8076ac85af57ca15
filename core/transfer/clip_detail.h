// A clipped layer in full.
#pragma once

#include "core/transfer/clip.h"
#include "core/transfer/layer_detail.h"

namespace tlvfc {

/// The finished weight and, for layers of kernels, where each comes from: the filters and kernels
/// of the source's center, unmoved. Layer ids and biases are the caller's.
LayerDetail clip_detail(const Tensor &source, const Tensor &target);

} // namespace tlvfc
