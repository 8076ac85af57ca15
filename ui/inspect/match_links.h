// A plan's pairs as lines between layers.
#pragma once

#include "core/transfer/plan.h"

#include <QSet>

#include <vector>

namespace tlvfc::ui {

struct MatchLink
{
    LayerId source;
    LayerId target;
    LayerAction action = LayerAction::Variance;
    bool isLocked = false;
    bool isNorm = false; ///< between batch norms

    friend bool operator==(const MatchLink &, const MatchLink &) = default;
};

/// In the target's order. Where statistics are taken over, every fully connected layer of the
/// source serves every one of the target.
std::vector<MatchLink> linksOf(const TransferPlan &plan);

/// Whether `layer` is `group` or stands below it.
bool isWithin(const Architecture &architecture, LayerId layer, LayerId group);

/// Numbers of the links that end at the layer or below it.
std::vector<int> linksAt(const std::vector<MatchLink> &links, const Architecture &architecture,
                         bool isSource, LayerId layer);

} // namespace tlvfc::ui
