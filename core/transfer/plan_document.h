// A plan as a document that scripts read.
#pragma once

#include "core/transfer/plan.h"

namespace tlvfc {

/// {"source", "target", "strategy", "counts", "layers", "unused_sources", "notes", "pairs"}: every
/// target layer with weights, what serves it, why and what happens; "pairs" as pairs_to_json().
/// Nothing in it was worked out from a weight.
Json plan_to_json(const TransferPlan &plan);

} // namespace tlvfc
