// Which features of a step come from the source (METHOD.md section 4).
#pragma once

#include "core/base/random.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <vector>

namespace tlvfc {

/// One entry per feature of the narrower of both: whether the source's replaces the target's for
/// the whole batch of this step.
/// Mask draws rand(L) < p; Columns draws int(L·p) of randint(0, L-1), which never meets the last
/// column and may repeat; Off draws nothing.
std::vector<bool> replaced_columns(CrossoverKind kind, double rate, std::int64_t source_width,
                                   std::int64_t target_width, Generator &generator);

} // namespace tlvfc
