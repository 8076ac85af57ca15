#include "core/runs/open_network.h"

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/nets/initialize.h"
#include "core/nets/zoo.h"

#include <filesystem>

namespace tlvfc {

namespace {

Network open_from_file(const NetworkSpec &spec)
{
    const auto weights = read_weights(spec.weights).weights;
    const auto file = std::filesystem::path(spec.weights).filename().string();
    if (spec.name.empty()) {
        auto network = network_from_weights(weights, file);
        const int classes = network.architecture.classes;
        if (spec.classes != 0 && spec.classes != classes)
            throw invalid_request("the weights have " + std::to_string(classes) +
                                      " outputs where " + std::to_string(spec.classes) +
                                      " classes are asked for",
                                  spec.weights, "give their own number of classes, or none");
        return network;
    }
    auto architecture = build_architecture(spec.name, spec.classes);
    // The file knows best how many classes it was trained for.
    if (spec.classes == 0) {
        const auto recognized = recognize_architecture(weights);
        if (recognized && recognized->name == spec.name)
            architecture = *recognized;
    }
    auto network = attach_weights(std::move(architecture), weights, spec.weights);
    network.origin = file;
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
    return open_from_file(spec).architecture;
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

} // namespace tlvfc
