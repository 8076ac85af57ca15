#include "core/transfer/plan.h"

namespace tlvfc {

namespace {

class PairsWriter
{
public:
    explicit PairsWriter(const TransferPlan &plan)
        : plan_(plan)
    {
    }

    Json run() const
    {
        const bool nested = plan_.strategy.standardization == Standardization::Blocks &&
                            plan_.strategy.matching != Matching::Index;
        return nested && !plan_.groups.empty() ? entries(plan_.groups.front().entries) : flat();
    }

private:
    static Json pair(Json source, Json target, const std::optional<double> &score,
                     const std::string &reason)
    {
        return {{"source", std::move(source)},
                {"target", std::move(target)},
                {"score", score ? Json(*score) : Json()},
                {"reason", reason}};
    }

    Json source_path(LayerId id) const
    {
        return id.is_valid() ? Json(plan_.source->architecture.layer(id).path) : Json();
    }

    Json target_path(LayerId id) const { return plan_.target->architecture.layer(id).path; }

    Json flat() const
    {
        Json pairs = Json::array();
        for (const auto &layer : plan_.layers)
            pairs.push_back(pair(source_path(layer.source), target_path(layer.target), layer.score,
                                 layer.reason));
        for (const auto &unused : plan_.unused_sources)
            pairs.push_back(pair(source_path(unused.layer), nullptr, {}, unused.reason));
        return pairs;
    }

    /// Of a side without a partner: a path, or an array of them for a block.
    template <typename Path>
    static Json side(const std::optional<LayerItem> &item, const Path &path)
    {
        if (!item)
            return {};
        if (!item->is_block())
            return path(item->layer);
        Json list = Json::array();
        for (const auto &inner : item->items)
            list.push_back(side(inner, path));
        return list;
    }

    Json entries(const std::vector<MatchEntry> &list) const
    {
        Json pairs = Json::array();
        for (const auto &entry : list) {
            if (entry.source && entry.target && entry.target->is_block())
                pairs.push_back(entries(entry.inside));
            else if (const auto *locked = locked_layer(entry))
                pairs.push_back(pair(source_path(locked->source), target_path(locked->target),
                                     locked->score, locked->reason));
            else
                pairs.push_back(
                    pair(side(entry.source, [&](LayerId id) { return source_path(id); }),
                         side(entry.target, [&](LayerId id) { return target_path(id); }),
                         entry.score, entry.reason));
        }
        return pairs;
    }

    const LayerPlan *locked_layer(const MatchEntry &entry) const
    {
        if (!entry.target || entry.target->is_block())
            return nullptr;
        const auto *layer = plan_.find(entry.target->layer);
        return layer && layer->origin == PairOrigin::Locked ? layer : nullptr;
    }

    const TransferPlan &plan_;
};

} // namespace

Json pairs_to_json(const TransferPlan &plan) { return PairsWriter(plan).run(); }

} // namespace tlvfc
