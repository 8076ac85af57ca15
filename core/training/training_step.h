// One step of training with crossover. Only core may include this header.
#pragma once

#include "core/base/random.h"
#include "core/nets/model.h"
#include "core/training/adamw.h"
#include "core/training/torch_batch.h"
#include "core/transfer/strategy.h"

#include <optional>

namespace tlvfc {

/// A target in training with its frozen source.
class TrainingStep
{
public:
    struct Crossover
    {
        CrossoverKind kind = CrossoverKind::Off;
        double rate = 0.0;
        CrossoverFill fill = CrossoverFill::Source;
        Generator mask_stream;
        Generator fill_stream; ///< of its own, so that no fill moves the mask
    };

    /// `source` may be null where crossover is off, and where columns are filled with zeros: all
    /// of the target's may then be. Both outlive the step.
    TrainingStep(Model &target, Model *source, Crossover crossover, double weight_decay);

    struct Result
    {
        double loss = 0.0;
        std::int64_t correct = 0;
    };

    /// Forward, loss, backward, update.
    Result run(const TorchBatch &batch, double learning_rate);

    AdamW &optimizer() { return optimizer_; }
    Crossover &crossover() { return crossover_; } ///< whose streams move on with every step

private:
    at::Tensor cross(const at::Tensor &features, const at::Tensor &images);
    at::Tensor fill(const at::Tensor &features, const at::Tensor &images, std::int64_t shared);

    Model &target_;
    Model *source_;
    Crossover crossover_;
    AdamW optimizer_;
};

} // namespace tlvfc
