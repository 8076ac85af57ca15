// Between plain tensors and torch's. Only core may include this header.
#pragma once

#include "core/base/tensor.h"

#include <ATen/core/Tensor.h>

namespace tlvfc {

/// A copy on the host with memory of its own, contiguous.
at::Tensor to_torch(const Tensor &tensor);

/// A copy; float32 and int64 only.
Tensor from_torch(const at::Tensor &tensor);

} // namespace tlvfc
