#include "core/training/torch_batch.h"

#include <ATen/ops/from_blob.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/to.h>

namespace tlvfc {

namespace {

template <typename Number>
at::Tensor look_at(const std::vector<Number> &numbers, at::ScalarType type, c10::Device device)
{
    if (numbers.empty())
        return {};
    return at::from_blob(const_cast<Number *>(numbers.data()),
                         {static_cast<std::int64_t>(numbers.size())}, type)
        .to(device);
}

} // namespace

TorchBatch to_torch(const Batch &batch, c10::Device device)
{
    const auto images = at::from_blob(const_cast<float *>(batch.images.values().data()),
                                      batch.images.shape(), at::kFloat);
    return {images.to(device), look_at(batch.labels, at::kLong, device),
            look_at(batch.indices, at::kLong, device),
            look_at(batch.partner_labels, at::kLong, device),
            look_at(batch.shares, at::kFloat, device)};
}

TorchBatch part_of(const TorchBatch &batch, std::int64_t first, std::int64_t last)
{
    const auto rows = [&](const at::Tensor &tensor) {
        return tensor.defined() ? tensor.narrow(0, first, last - first) : tensor;
    };
    return {rows(batch.images), rows(batch.labels), rows(batch.indices), rows(batch.partner_labels),
            rows(batch.shares)};
}

} // namespace tlvfc
