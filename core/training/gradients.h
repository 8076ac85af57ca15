// All gradients of a model together. Only core may include this header.
#pragma once

#include "core/training/optimizer.h"

namespace tlvfc {

/// The 2-norm over all gradients, before they are scaled so that it does not exceed `most`
/// (0: left alone), as torch's clip_grad_norm_ does.
double clip_gradients(const NamedTensors &parameters, double most);

} // namespace tlvfc
