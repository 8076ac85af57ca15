// A training's steps and their learning rate.
#pragma once

#include "core/training/options.h"

#include <cstddef>
#include <cstdint>

namespace tlvfc {

/// Steps of an epoch over so many images, two or more. A last batch of a single image is left out:
/// it would leave batch norm without a variance.
std::int64_t steps_per_epoch(std::size_t images, int batch);

/// The rate of step `step` (from 0) of `steps`: the warm-up's rise, then the schedule, which knows
/// nothing of the warm-up but, for the cosine, that fewer steps are left.
double learning_rate_at(const TrainingOptions &options, std::int64_t step, std::int64_t steps);

} // namespace tlvfc
