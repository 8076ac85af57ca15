// A method's curve over its seeds.
#pragma once

#include "core/compare/comparison.h"

#include <vector>

namespace tlvfc {

struct MeanPoint
{
    int epoch = 0;
    Summary accuracy; ///< validation, of the seeds that have the epoch
};

/// By rising epoch. Runs may be of different length, and seeds may be missing.
std::vector<MeanPoint> mean_curve(const Cell &cell);

} // namespace tlvfc
