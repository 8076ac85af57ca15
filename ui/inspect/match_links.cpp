#include "ui/inspect/match_links.h"

namespace tlvfc::ui {

std::vector<MatchLink> linksOf(const TransferPlan &plan)
{
    std::vector<MatchLink> links;
    if (!plan.source)
        return links;
    const auto &source = plan.source->architecture;
    std::vector<LayerId> matrices;
    for (std::size_t i = 0; i < source.layers.size(); ++i) {
        if (source.layers[i].kind == LayerKind::Linear)
            matrices.emplace_back(static_cast<std::int64_t>(i));
    }
    for (const auto &layer : plan.layers) {
        const bool isLocked = layer.origin == PairOrigin::Locked;
        if (layer.action == LayerAction::Statistics) {
            for (const auto matrix : matrices)
                links.push_back({matrix, layer.target, layer.action, isLocked, false});
        } else if (layer.action != LayerAction::Keep) {
            const bool isNorm = is_batch_norm(plan.target->architecture.layer(layer.target).kind);
            links.push_back({layer.source, layer.target, layer.action, isLocked, isNorm});
        }
    }
    return links;
}

bool isWithin(const Architecture &architecture, LayerId layer, LayerId group)
{
    while (layer.is_valid() && layer > group)
        layer = architecture.layer(layer).parent;
    return layer == group;
}

std::vector<int> linksAt(const std::vector<MatchLink> &links, const Architecture &architecture,
                         bool isSource, LayerId layer)
{
    std::vector<int> found;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (isWithin(architecture, isSource ? links[i].source : links[i].target, layer))
            found.push_back(static_cast<int>(i));
    }
    return found;
}

} // namespace tlvfc::ui
