// The only writer of a target's weights.
#pragma once

#include "core/transfer/plan.h"

#include <functional>

namespace tlvfc {

/// What became of a convolution that takes kernels over, counted while it was written.
struct LayerReport
{
    LayerId target;
    std::int64_t kernels = 0;
    std::int64_t from_source = 0;     ///< kernels that come from the source
    std::int64_t distinct_source = 0; ///< different ones among these: `random` repeats some
    /// False where a rule that looks at variances or norms had to choose among values that were
    /// all equal: its order was then the sort's accident.
    bool variance_informative = true;
};

/// Called in the plan's order, from the thread that called apply_plan().
using LayerObserver = std::function<void(const LayerReport &)>;

/// The target's weights after the transfer; tensors that the plan leaves alone are shared with the
/// plan's target. Same plan, same bits, whatever the number of threads.
/// @throws Error (Interrupted) when stopped.
Weights apply_plan(const TransferPlan &plan, unsigned threads = 1, std::stop_token stop = {},
                   const ProgressHandler &progress = {}, const LayerObserver &observer = {});

/// The same in place: `weights` are the target's as initialized, and each layer is replaced in
/// turn. plan.target's own weights are not looked at and may be gone, so that nobody need hold
/// more than two networks; a tensor that only `weights` holds keeps its memory. Beyond that it
/// takes the largest layer once, and what its case resizes or draws.
/// Stopped or failing, it leaves some layers transferred and others not.
void apply_plan_to(Weights &weights, const TransferPlan &plan, unsigned threads = 1,
                   std::stop_token stop = {}, const ProgressHandler &progress = {},
                   const LayerObserver &observer = {});

} // namespace tlvfc
