#include "core/nets/torch_tensor.h"

#include <ATen/ops/empty.h>

#include <cstring>

namespace tlvfc {

at::Tensor to_torch(const Tensor &tensor)
{
    const auto type = tensor.dtype() == DType::Float32 ? at::kFloat : at::kLong;
    auto copy = at::empty(tensor.shape(), type);
    std::memcpy(copy.data_ptr(), tensor.bytes().data(), tensor.bytes().size());
    return copy;
}

Tensor from_torch(const at::Tensor &tensor)
{
    const auto host = tensor.detach().cpu().contiguous();
    const auto type = host.scalar_type() == at::kLong ? DType::Int64 : DType::Float32;
    Tensor copy(host.sizes().vec(), type);
    void *to = type == DType::Int64 ? static_cast<void *>(copy.edit_integers().data())
                                    : static_cast<void *>(copy.edit().data());
    std::memcpy(to, host.data_ptr(), copy.bytes().size());
    return copy;
}

} // namespace tlvfc
