// A method's curve over its seeds.
#pragma once

#include "core/compare/comparison.h"

#include <vector>

namespace tlvfc {

struct MeanPoint
{
    int epoch = 0;
    Summary accuracy;         ///< validation, of the seeds that have the epoch
    double seconds = 0.0;     ///< of training until here, mean
    double training = 0.0;    ///< RunCost::training() until here, mean
    double pretraining = 0.0; ///< before it
};

/// What accuracy is drawn over.
enum class CostAxis { Epochs, Minutes, Compute, ComputeWithPretraining };

/// In epochs, minutes or 10¹² multiply-adds; NaN where it is not known.
double cost_of(const MeanPoint &point, CostAxis axis);

/// By rising epoch. Runs may be of different length, and seeds may be missing.
std::vector<MeanPoint> mean_curve(const Cell &cell);

} // namespace tlvfc
