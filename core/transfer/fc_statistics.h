// Fully connected layers take over statistics (METHOD.md section 3).
#pragma once

#include "core/transfer/plan.h"

namespace tlvfc {

struct MeanAndDeviation
{
    float mean = 0.0f;
    float deviation = 0.0f; ///< sample standard deviation (n-1)
};

/// The bits of at::mean and at::std over all values, reduced with one thread: the last bits of a
/// mean depend on how it is split.
MeanAndDeviation mean_and_deviation(const Tensor &weight);

/// Over every Linear of the source. `targets` is the number of the target's Linears.
FcStatistics compute_fc_statistics(const Network &source, std::size_t targets);

} // namespace tlvfc
