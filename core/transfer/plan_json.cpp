#include "core/transfer/plan.h"

namespace tlvfc {

Json pairs_to_json(const TransferPlan &plan)
{
    Json pairs = Json::array();
    for (const auto &layer : plan.layers) {
        const auto path = [](const Network &network, LayerId id) {
            return id.is_valid() ? Json(network.architecture.layer(id).path) : Json();
        };
        pairs.push_back({
            {"source", plan.source ? path(*plan.source, layer.source) : Json()},
            {"target", path(*plan.target, layer.target)},
            {"score", nullptr}, // index matching has none
            {"reason", layer.reason},
        });
    }
    for (const auto id : plan.unused_sources) {
        pairs.push_back({{"source", plan.source->architecture.layer(id).path},
                         {"target", nullptr},
                         {"score", nullptr},
                         {"reason", "no target layer falls on its index"}});
    }
    return pairs;
}

} // namespace tlvfc
