#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/runs/open_network.h"
#include "core/transfer/standardization.h"
#include "core/transfer/variance.h"

#include <cmath>

namespace tlvfc::cli {

namespace {

Json shape_or_null(const std::optional<Shape> &shape) { return shape ? Json(*shape) : Json(); }

/// Mean, population variance and its root of a layer's weight; null without weights.
Json statistics_of(const Weights &weights, const LayerRecord &layer)
{
    const auto *weight = weights.find(layer.path + ".weight");
    if (!weight || weight->dtype() != DType::Float32 || weight->size() == 0)
        return {{"mean", nullptr}, {"std", nullptr}, {"variance", nullptr}};
    double sum = 0.0;
    for (const float value : weight->values())
        sum += value;
    const double variance = population_variance(weight->values());
    return {{"mean", sum / static_cast<double>(weight->size())},
            {"std", std::sqrt(variance)},
            {"variance", variance}};
}

/// DPIAT's blocks as nested arrays of paths.
Json paths_of(const Architecture &architecture, const LayerItems &items)
{
    Json paths = Json::array();
    for (const auto &item : items)
        paths.push_back(item.is_block() ? paths_of(architecture, item.items)
                                        : Json(architecture.layer(item.layer).path));
    return paths;
}

void run(const NetworkArgument &argument, const Common &common)
{
    const auto spec = argument.spec();
    Network network;
    if (spec.weights.empty())
        network.architecture = open_architecture(spec); // names and shapes need no drawn weights
    else
        network = open_network(spec, common.seed);
    const auto &architecture = network.architecture;

    Json layers = Json::array();
    common.say(architecture.name + ": " + std::to_string(architecture.parameter_count()) +
               " parameters");
    for (const auto &layer : architecture.layers) {
        if (!layer.parent.is_valid())
            continue;
        Json entry{{"path", layer.path},
                   {"kind", to_string(layer.kind)},
                   {"weight_shape", shape_or_null(layer.weight_shape)},
                   {"bias_shape", shape_or_null(layer.bias_shape)},
                   {"parameters", layer.parameter_count()}};
        entry.update(statistics_of(network.weights, layer));
        layers.push_back(std::move(entry));
        char line[200];
        std::snprintf(line, sizeof line, "  %-28s %-18s %-16s %12lld", layer.path.c_str(),
                      std::string(to_string(layer.kind)).c_str(),
                      layer.weight_shape ? to_string(*layer.weight_shape).c_str() : "",
                      static_cast<long long>(layer.parameter_count()));
        common.say(line);
    }
    common.print({{"name", architecture.name},
                  {"parameters", architecture.parameter_count()},
                  {"classes", architecture.classes},
                  {"layers", layers},
                  {"blocks", paths_of(architecture, blocks(architecture))}});
}

} // namespace

void add_inspect(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("inspect", "Show a network's layers");
    auto network = std::make_shared<NetworkArgument>();
    network->add_to(*command);
    add_common_options(*command, common);
    command->footer("Example: tlvfc inspect resnet20 --weights resnet20.th --json");
    command->callback([network, &common] { run(*network, common); });
}

} // namespace tlvfc::cli
