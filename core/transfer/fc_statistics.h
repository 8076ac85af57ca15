// Fully connected layers take over statistics (METHOD.md section 3).
#pragma once

#include "core/transfer/plan.h"

namespace tlvfc {

/// Over every Linear of the source, reduced with one thread: the last bits of a mean depend on
/// how it is split. `targets` is the number of the target's Linears.
FcStatistics compute_fc_statistics(const Network &source, std::size_t targets);

} // namespace tlvfc
