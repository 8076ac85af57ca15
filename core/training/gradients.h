// All gradients of a model together. Only core may include this header.
#pragma once

#include "core/training/optimizer.h"
#include "core/training/process_group.h"

namespace tlvfc {

/// The 2-norm over all gradients, before they are scaled so that it does not exceed `most`
/// (0: left alone), as torch's clip_grad_norm_ does.
double clip_gradients(const NamedTensors &parameters, double most);

/// Each process's own become the sum of all, in one message.
void sum_gradients(const NamedTensors &parameters, ProcessGroup &group);

} // namespace tlvfc
