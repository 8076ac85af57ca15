// What the frozen source sees of the images that a target trains on (METHOD.md section 4). Only
// core may include this header.
#pragma once

#include "core/base/progress.h"
#include "core/data/packed.h"
#include "core/training/options.h"
#include "core/training/torch_batch.h"

namespace tlvfc {

/// Several targets that train on one stream share one of these, and so one pass of each batch
/// through the source.
class SourceFeatures
{
public:
    /// The source without gradients, in evaluation mode.
    SourceFeatures(const Network &source, c10::Device device,
                   Precision precision = Precision::Float32);

    /// Works the features of all training images out at once, where every epoch shows the same
    /// pictures: exact, since a picture's features do not depend on the others of its batch.
    /// @pre !varies_by_epoch(data). @throws Error (Interrupted)
    void remember(const PackedSplit &images, const DataSpec &data, int batch,
                  const std::stop_token &stop);
    bool remembers() const { return remembered_.defined(); }

    /// Pooled features, N×width() float32. The batch may be passed through the source in `parts`,
    /// one after the other, to save memory.
    at::Tensor of(const TorchBatch &batch, std::int64_t parts = 1);

    std::int64_t width() const { return model_.pooled_width(); }
    Model &model() { return model_; }

private:
    at::Tensor pass(const at::Tensor &images);

    Model model_;
    Precision precision_;
    at::Tensor remembered_; ///< of all training images
    at::Tensor last_images_;
    at::Tensor last_features_;
};

} // namespace tlvfc
