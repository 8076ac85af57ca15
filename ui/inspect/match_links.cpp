#include "ui/inspect/match_links.h"

#include <algorithm>
#include <set>

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
        const auto &target = plan.target->architecture.layer(layer.target);
        const auto add = [&](LayerId from) {
            MatchLink link;
            link.source = from;
            link.target = layer.target;
            link.action = layer.action;
            link.isLocked = layer.origin == PairOrigin::Locked;
            link.isNorm = is_batch_norm(target.kind);
            link.kind = target.kind;
            link.score = shape_score(source.layer(from), target);
            link.parameters = target.parameter_count();
            links.push_back(link);
        };
        if (layer.action == LayerAction::Statistics)
            std::ranges::for_each(matrices, add);
        else if (layer.action != LayerAction::Keep)
            add(layer.source);
    }
    return links;
}

std::vector<MatchLink> overlaid(std::vector<MatchLink> links, const std::vector<MatchLink> &other)
{
    const auto pairsOf = [](const std::vector<MatchLink> &all) {
        std::set<std::pair<LayerId, LayerId>> pairs;
        for (const auto &link : all)
            pairs.emplace(link.source, link.target);
        return pairs;
    };
    const auto here = pairsOf(links);
    const auto there = pairsOf(other);
    for (auto &link : links)
        link.agreement =
            there.contains({link.source, link.target}) ? Agreement::Both : Agreement::ThisOnly;
    for (auto link : other) {
        if (here.contains({link.source, link.target}))
            continue;
        link.agreement = Agreement::OtherOnly;
        links.push_back(link);
    }
    return links;
}

bool isWithin(const Architecture &architecture, LayerId layer, LayerId group)
{
    while (layer.is_valid() && layer > group)
        layer = architecture.layer(layer).parent;
    return layer == group;
}

std::vector<int> linksAt(const std::vector<MatchLink> &links, bool isSource,
                         const QSet<int> &layers)
{
    std::vector<int> found;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (layers.contains((isSource ? links[i].source : links[i].target).value))
            found.push_back(static_cast<int>(i));
    }
    return found;
}

QSet<int> layersWithin(const Architecture &architecture, LayerId group)
{
    QSet<int> layers;
    // What stands below a layer comes right behind it.
    for (auto i = group.index(); i < architecture.layers.size(); ++i) {
        const LayerId layer(static_cast<std::int64_t>(i));
        if (!isWithin(architecture, layer, group))
            break;
        layers.insert(layer.value);
    }
    return layers;
}

} // namespace tlvfc::ui
