// A target's features crossed with its source's, in a step of training (METHOD.md section 4). Only
// core may include this header.
#pragma once

#include "core/base/random.h"
#include "core/training/source_features.h"
#include "core/training/torch_batch.h"
#include "core/transfer/strategy.h"

#include <optional>

namespace tlvfc {

/// What is crossed in, and the streams that it draws from, which move on with every step.
struct Crossover
{
    CrossoverKind kind = CrossoverKind::Off;
    double rate = 0.0;
    CrossoverFill fill = CrossoverFill::Source;
    Generator mask_stream;
    Generator fill_stream; ///< of its own, so that no fill moves the mask
};

/// With the streams of a training of this seed before its first step.
Crossover first_crossover(CrossoverKind kind, double rate, CrossoverFill fill, std::uint64_t seed);

/// What stands in place of the target's features in one step, and where.
struct Replacement
{
    at::Tensor mask; ///< 1×width bool; undefined where nothing is replaced
    at::Tensor rows; ///< N×width, zero beyond what source and target share
};

struct ImageRange
{
    std::int64_t first = 0;
    std::int64_t last = 0; ///< beyond it
};

/// Draws the next step's. `source` may be null where crossover is off, and where columns are filled
/// with zeros: all of the target's `width` may then be.
/// @param parts  in which the batch passes through the source
/// @param alone  the images whose rows are needed; those of others may then be zero
Replacement next_replacement(Crossover &crossover, SourceFeatures *source, std::int64_t width,
                             const TorchBatch &batch, std::int64_t parts,
                             std::optional<ImageRange> alone = {});

/// The features that the last layer sees: of images `first` on, M×width. Gradients reach
/// `features` through columns that were not replaced only.
at::Tensor crossed(const at::Tensor &features, const Replacement &replacement, std::int64_t first);

} // namespace tlvfc
