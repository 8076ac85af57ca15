#include "core/transfer/plan_document.h"

namespace tlvfc {

namespace {

const char *name_of(LayerAction action)
{
    switch (action) {
    case LayerAction::Keep:
        return "keep";
    case LayerAction::Variance:
        return "variance";
    case LayerAction::Clip:
        return "clip";
    case LayerAction::Statistics:
        return "statistics";
    }
    return "";
}

Json network_to_json(const std::shared_ptr<const Network> &network)
{
    if (!network)
        return nullptr;
    return {{"name", network->architecture.name},
            {"classes", network->architecture.classes},
            {"parameters", network->architecture.parameter_count()},
            {"weights", network->origin.empty() ? Json() : Json(network->origin)}};
}

Json layer_to_json(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto &to = plan.target->architecture.layer(layer.target);
    Json json{{"target", to.path},
              {"kind", to_string(to.kind)},
              {"shape", *to.weight_shape},
              {"source", nullptr},
              {"source_shape", nullptr},
              {"action", name_of(layer.action)},
              {"locked", layer.origin == PairOrigin::Locked},
              {"score", layer.score ? Json(*layer.score) : Json()},
              {"reason", layer.reason},
              {"does", layer.summary}};
    if (layer.source.is_valid()) {
        const auto &from = plan.source->architecture.layer(layer.source);
        json["source"] = from.path;
        json["source_shape"] = *from.weight_shape;
    }
    return json;
}

} // namespace

Json plan_to_json(const TransferPlan &plan)
{
    Json layers = Json::array();
    for (const auto &layer : plan.layers)
        layers.push_back(layer_to_json(plan, layer));
    Json unused = Json::array();
    for (const auto &source : plan.unused_sources)
        unused.push_back({{"source", plan.source->architecture.layer(source.layer).path},
                          {"reason", source.reason}});
    const auto &counts = plan.counts;
    return {{"source", network_to_json(plan.source)},
            {"target", network_to_json(plan.target)},
            {"strategy", to_json(plan.strategy)},
            {"counts",
             {{"matched_from", counts.matched_from},
              {"matched_to", counts.matched_to},
              {"all_from", counts.all_from},
              {"all_to", counts.all_to}}},
            {"layers", std::move(layers)},
            {"unused_sources", std::move(unused)},
            {"notes", plan.notes},
            {"pairs", pairs_to_json(plan)}};
}

} // namespace tlvfc
