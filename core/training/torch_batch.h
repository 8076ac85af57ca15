// From the loader's batches to torch's tensors. Only core may include this header.
#pragma once

#include "core/base/progress.h"
#include "core/data/loader.h"
#include "core/nets/model.h"
#include "core/training/evaluate.h"

#include <ATen/core/Tensor.h>

namespace tlvfc {

struct TorchBatch
{
    at::Tensor images;         ///< N×3×S×S float32
    at::Tensor labels;         ///< N int64
    at::Tensor indices;        ///< N int64; which images of the split these are
    at::Tensor partner_labels; ///< N int64, with mixup
    at::Tensor shares;         ///< N float32, with mixup; of `labels`, partners have the rest

    std::int64_t count() const { return images.size(0); }
    bool is_mixed() const { return shares.defined(); }
};

/// On the CPU it looks into `batch`, which must outlive it.
TorchBatch to_torch(const Batch &batch, c10::Device device);

/// Images `first` to `last` - 1 of it.
TorchBatch part_of(const TorchBatch &batch, std::int64_t first, std::int64_t last);

/// What evaluate_network() does, for a model that stands ready.
Evaluation evaluate_model(Model &model, const PackedSplit &split, const DataSpec &data, int batch,
                          std::stop_token stop, const ProgressHandler &progress);

} // namespace tlvfc
