// The only writer of a target's weights.
#pragma once

#include "core/transfer/plan.h"

namespace tlvfc {

/// The target's weights after the transfer; tensors that the plan leaves alone are shared with the
/// plan's target. Same plan, same bits, whatever the number of threads.
/// @throws Error (Interrupted) when stopped.
Weights apply_plan(const TransferPlan &plan, unsigned threads = 1, std::stop_token stop = {},
                   const ProgressHandler &progress = {});

} // namespace tlvfc
