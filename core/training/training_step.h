// One step of training with crossover. Only core may include this header.
#pragma once

#include "core/nets/model.h"
#include "core/training/feature_crossover.h"
#include "core/training/optimizer.h"
#include "core/training/options.h"
#include "core/training/process_group.h"
#include "core/training/torch_batch.h"

#include <memory>

namespace tlvfc {

/// The mean cross entropy that a step minimizes, with mixup that of both labels by their shares.
at::Tensor training_loss(const at::Tensor &logits, const TorchBatch &batch, double label_smoothing);

/// A target in training with its frozen source.
class TrainingStep
{
public:
    /// `source` may be null where crossover is off, and where columns are filled with zeros: all
    /// of the target's may then be. With a group, each process passes its part of every batch
    /// through and all make the same update. All three outlive the step.
    TrainingStep(Model &target, SourceFeatures *source, Crossover crossover,
                 const TrainingOptions &options, ProcessGroup *group = nullptr);

    struct Result
    {
        double loss = 0.0; ///< mean over the batch, as it is minimized
        std::int64_t correct = 0;
        double gradient_norm = 0.0;     ///< before clipping; 0 where nobody asked
        std::int64_t source_images = 0; ///< that passed through the source
    };

    /// Forward, loss, backward, update. The batch may go through in `parts`, one after the other,
    /// whose gradients add up to the whole batch's; its batch norms then see the parts. With a
    /// group there are as many as processes, and the result is the whole batch's in all of them.
    Result run(const TorchBatch &batch, double learning_rate, std::int64_t parts = 1);

    Optimizer &optimizer() { return *optimizer_; }
    Crossover &crossover() { return crossover_; } ///< whose streams move on with every step

private:
    /// Images `first` to `last` - 1 of a batch go through together.
    struct Part
    {
        std::int64_t first = 0;
        std::int64_t last = 0;
        double weight = 1.0; ///< of its loss in the batch's
    };
    std::vector<Part> parts_here(std::int64_t images, std::int64_t parts) const;
    void add_others(Result &result);
    at::Tensor features_of(const at::Tensor &images) const;

    Model &target_;
    SourceFeatures *source_;
    Crossover crossover_;
    TrainingOptions options_;
    ProcessGroup *group_;
    std::unique_ptr<Optimizer> optimizer_;
};

} // namespace tlvfc
