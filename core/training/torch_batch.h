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
    at::Tensor images; ///< N×3×S×S float32 on the device
    at::Tensor labels; ///< N int64 on the device
};

TorchBatch to_torch(const Batch &batch, c10::Device device);

/// What evaluate_network() does, for a model that stands ready.
Evaluation evaluate_model(Model &model, const PackedSplit &split, const DataSpec &data, int batch,
                          std::stop_token stop, const ProgressHandler &progress);

} // namespace tlvfc
