// What crossover does in a step of training, looked at before the training (METHOD.md section 4).
#pragma once

#include "core/training/signal_batch.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tlvfc {

/// As a training has them. The seed decides mask, fill and dropout.
struct CrossoverSettings
{
    CrossoverKind kind = CrossoverKind::Mask;
    double rate = 0.1;
    CrossoverFill fill = CrossoverFill::Source;
    std::uint64_t seed = 2;

    friend bool operator==(const CrossoverSettings &, const CrossoverSettings &) = default;
};

/// One step. Features are columns, of which the narrower of source and target has L.
struct CrossoverStep
{
    std::vector<bool> replaced;        ///< L; for the whole batch
    std::vector<std::int64_t> times;   ///< L; in how many of the steps so far, this one included
    std::vector<bool> has_no_gradient; ///< target's width; the loss's is 0 in every image
    Tensor fill;     ///< N×L, what stands in replaced columns; of no values where none is replaced
    Tensor result;   ///< N×target's width, what the last Linear sees
    Tensor gradient; ///< the same, of the loss by the target's features
    double loss = 0.0;

    std::int64_t replaced_count() const;
    std::int64_t without_gradient() const;
};

/// A target and its frozen source with a batch's features of both, worked out once; steps follow
/// quickly. Everything goes through the functions that a training's step is made of.
class CrossoverPreview
{
public:
    /// @param target  as training begins with it, whose features are those of the training's first
    ///                step (batch norms by the batch, dropout as then drawn) in every step here
    /// @param source  may be null where the fill is zeros or crossover is off
    /// @throws Error (InvalidRequest) as measure_signal() does, for either network, and where a
    ///         source is needed and there is none; (Interrupted) when stopped.
    CrossoverPreview(const Network &target, const Network *source, const SignalBatch &batch,
                     const CrossoverSettings &settings, std::stop_token stop = {});
    ~CrossoverPreview();

    const Tensor &target_features() const; ///< N×target's width
    /// N×source's width; of no values where there is no source.
    const Tensor &source_features() const;

    /// The mask is that of the n-th step, from 1, over all epochs, of every training with this
    /// seed, rate and these widths: batch and data do not move it. The fill's order or noise is
    /// drawn for this batch, as if the step were the first. May be called from several threads.
    /// @throws Error (Interrupted) when stopped.
    CrossoverStep step(std::int64_t number, std::stop_token stop = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tlvfc
