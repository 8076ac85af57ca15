// How much of a layer comes from the source: known from shapes and draws, before a weight is there.
#pragma once

#include "core/transfer/plan.h"

namespace tlvfc {

/// Of the layer's weights, those that are the source's once the plan is carried out: 0 to 1, and
/// what profile_plan() counts in the finished kernels. Looks at no weight, so a plan between trees
/// will do. Repeats what `random` draws: milliseconds for a layer of a million kernels.
double source_share(const TransferPlan &plan, const LayerPlan &layer);

} // namespace tlvfc
