// What a plan does to each layer, in three numbers: how methods are compared along depth.
#pragma once

#include "core/transfer/plan.h"

#include <vector>

namespace tlvfc {

/// Of a layer's weight tensor as the transfer leaves it.
struct LayerProfile
{
    LayerId target;
    double variance = 0.0;            ///< population variance over all of it
    double norm = 0.0;                ///< Euclidean
    double source_share = 0.0;        ///< of its weights, those that are the source's: 0 to 1
    std::int64_t distinct_source = 0; ///< different source kernels that survive in a variance
                                      ///< transfer
    bool variance_informative = true; ///< as LayerReport has it
};

/// One for each of the plan's layers, in the plan's order. Works the weights out as apply_plan()
/// does and lets them go again.
/// @throws Error (Interrupted) when stopped.
std::vector<LayerProfile> profile_plan(const TransferPlan &plan, unsigned threads = 1,
                                       std::stop_token stop = {},
                                       const ProgressHandler &progress = {});

} // namespace tlvfc
