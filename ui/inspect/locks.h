// Pairs fixed by hand, as changes to a strategy.
#pragma once

#include "core/transfer/plan.h"

#include <QString>

#include <string_view>

namespace tlvfc::ui {

/// A target layer has one lock at most.
Strategy withLock(Strategy strategy, const std::string &source, const std::string &target);
Strategy withoutLock(Strategy strategy, std::string_view target);
bool isLocked(const Strategy &strategy, std::string_view target);

/// Without locks that name a layer which one of the networks lacks, or two that are not of one
/// kind.
Strategy withFittingLocks(Strategy strategy, const Architecture &source,
                          const Architecture &target);

/// Why the two cannot be locked to each other: a sentence, empty where they can.
/// @pre The plan has a source.
QString whyNoLock(const TransferPlan &plan, LayerId source, LayerId target);

/// The same of a target layer whatever the source.
QString whyNoLock(const TransferPlan &plan, LayerId target);

} // namespace tlvfc::ui
