// Pairs fixed by hand, as changes to a strategy.
#pragma once

#include "core/nets/architecture.h"
#include "core/transfer/strategy.h"

#include <string_view>

namespace tlvfc::ui {

/// A target layer has one lock at most.
Strategy withLock(Strategy strategy, const std::string &source, const std::string &target);
Strategy withoutLock(Strategy strategy, std::string_view target);
bool isLocked(const Strategy &strategy, std::string_view target);

/// Without locks that name a layer which one of the networks lacks, or which is no convolution.
Strategy withFittingLocks(Strategy strategy, const Architecture &source,
                          const Architecture &target);

} // namespace tlvfc::ui
