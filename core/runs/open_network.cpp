#include "core/runs/open_network.h"

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/nets/feature_widths.h"
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

Network open_from_file(const NetworkSpec &spec, const std::stop_token &stop,
                       const ProgressHandler &progress)
{
    const auto weights = read_weights(spec.weights, stop, progress).weights;
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

/// What the file has to fit: its own classifier is not the spec's where that is drawn anew.
NetworkSpec as_in_file(NetworkSpec spec)
{
    if (spec.new_classifier)
        spec.classes = 0;
    return spec;
}

Architecture with_new_classifier(const Architecture &of_file, const NetworkSpec &spec)
{
    if (!of_file.can_run())
        throw invalid_request("no known classifier to draw anew", spec.weights,
                              "give weights of a network of the zoo");
    return build_architecture(of_file.name, spec.classes);
}

Network with_new_classifier(Network of_file, const NetworkSpec &spec, std::uint64_t seed)
{
    auto architecture = with_new_classifier(of_file.architecture, spec);
    Generator generator(stream_seed(seed, "initialization"));
    const auto drawn = initial_weights(architecture, generator);
    for (const auto &parameter : architecture.parameters()) {
        if (parameter.layer == last_linear(architecture))
            of_file.weights.set(parameter.name, drawn.at(parameter.name));
    }
    return {std::move(architecture), std::move(of_file.weights), of_file.origin};
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
    const auto of_file = architecture_from_file(as_in_file(spec));
    return spec.new_classifier ? with_new_classifier(of_file, spec) : of_file;
}

Network open_network(const NetworkSpec &spec, std::uint64_t seed, ConvMethod conv,
                     std::stop_token stop, const ProgressHandler &progress)
{
    require_something(spec);
    if (!spec.weights.empty()) {
        auto of_file = open_from_file(as_in_file(spec), stop, progress);
        return spec.new_classifier ? with_new_classifier(std::move(of_file), spec, seed) : of_file;
    }
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
