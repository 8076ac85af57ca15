#include "core/runs/open_network.h"

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/nets/initialize.h"
#include "core/nets/zoo.h"
#include "core/transfer/controls.h"

#include <filesystem>
#include <optional>

namespace tlvfc {

namespace {

std::string file_name(const NetworkSpec &spec)
{
    return std::filesystem::path(spec.weights).filename().string();
}

NamedShapes shapes_of(const WeightsOutline &outline)
{
    NamedShapes shapes;
    for (const auto &tensor : outline.tensors)
        shapes.add(tensor.name, tensor.shape);
    return shapes;
}

/// The network that the spec names, if it names one: tensors of these shapes have to fit it.
std::optional<Architecture> named_architecture(const NetworkSpec &spec, const NamedShapes &shapes)
{
    if (spec.name.empty())
        return std::nullopt;
    auto architecture = build_architecture(spec.name, spec.classes);
    // The file knows best how many classes it was trained for.
    if (spec.classes == 0) {
        const auto recognized = recognize_architecture(shapes);
        if (recognized && recognized->name == spec.name)
            architecture = *recognized;
    }
    check_fit(architecture, shapes, spec.weights);
    return architecture;
}

void check_classes(const NetworkSpec &spec, int classes)
{
    if (spec.classes != 0 && spec.classes != classes)
        throw invalid_request("the weights have " + std::to_string(classes) + " outputs where " +
                                  std::to_string(spec.classes) + " classes are asked for",
                              spec.weights, "give their own number of classes, or none");
}

Architecture architecture_from_file(const NetworkSpec &spec)
{
    const auto shapes = shapes_of(read_outline(spec.weights));
    if (auto named = named_architecture(spec, shapes))
        return *named;
    auto architecture = recognize_architecture(shapes);
    if (!architecture)
        architecture = tree_from_weights(shapes, file_name(spec));
    check_classes(spec, architecture->classes);
    return *architecture;
}

Network open_from_file(const NetworkSpec &spec)
{
    const auto weights = read_weights(spec.weights).weights;
    Network network;
    if (auto named = named_architecture(spec, NamedShapes(weights))) {
        network = attach_weights(std::move(*named), weights, spec.weights);
    } else {
        network = network_from_weights(weights, file_name(spec));
        check_classes(spec, network.architecture.classes);
    }
    network.origin = file_name(spec);
    return network;
}

void require_something(const NetworkSpec &spec)
{
    if (spec.is_absent())
        throw invalid_request("no network given", {},
                              "choose one that `tlvfc models` lists, or give a weights file");
}

} // namespace

Architecture open_architecture(const NetworkSpec &spec)
{
    require_something(spec);
    if (spec.weights.empty())
        return build_architecture(spec.name, spec.classes);
    return architecture_from_file(spec);
}

Network open_network(const NetworkSpec &spec, std::uint64_t seed, ConvMethod conv)
{
    require_something(spec);
    if (!spec.weights.empty())
        return open_from_file(spec);
    Network network;
    network.architecture = build_architecture(spec.name, spec.classes);
    Generator generator(stream_seed(seed, "initialization"));
    network.weights = initial_weights(network.architecture, generator,
                                      conv == ConvMethod::Glorot ? ConvInit::Glorot : ConvInit::He);
    network.origin = "new weights, seed " + std::to_string(seed);
    return network;
}

std::shared_ptr<const Network> open_source(const NetworkSpec &spec, Control control,
                                           std::uint64_t seed)
{
    return controlled_source(std::make_shared<Network>(open_network(spec, seed)), control, seed);
}

} // namespace tlvfc
