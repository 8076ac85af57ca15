// A plan's pairs as lines between layers.
#pragma once

#include "core/transfer/plan.h"

#include <QSet>

#include <vector>

namespace tlvfc::ui {

/// What another matching makes of a pair, where two are laid over each other.
enum class Agreement {
    Unasked,
    Both,
    ThisOnly,
    OtherOnly, ///< drawn though it is none of the plan's
};

struct MatchLink
{
    LayerId source;
    LayerId target;
    LayerAction action = LayerAction::Variance;
    bool isLocked = false;
    bool isNorm = false; ///< between batch norms
    LayerKind kind = LayerKind::Other;
    double score = 0.0;          ///< shape_score() of the two
    std::int64_t parameters = 0; ///< of the target's layer
    Agreement agreement = Agreement::Unasked;

    friend bool operator==(const MatchLink &, const MatchLink &) = default;
};

/// In the target's order. Where statistics are taken over, every fully connected layer of the
/// source serves every one of the target.
std::vector<MatchLink> linksOf(const TransferPlan &plan);

/// The first's in their order, then those that the other alone has; each says who has it.
std::vector<MatchLink> overlaid(std::vector<MatchLink> links, const std::vector<MatchLink> &other);

/// Whether `layer` is `group` or stands below it.
bool isWithin(const Architecture &architecture, LayerId layer, LayerId group);

/// Numbers of the links that end at one of the layers.
std::vector<int> linksAt(const std::vector<MatchLink> &links, bool isSource,
                         const QSet<int> &layers);

/// The layer and all below it, by LayerId's value.
QSet<int> layersWithin(const Architecture &architecture, LayerId group);

} // namespace tlvfc::ui
