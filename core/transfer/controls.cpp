#include "core/transfer/controls.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/nets/initialize.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace tlvfc {

namespace {

/// Fisher-Yates in place: a permutation of a VGG's matrix would take twice the matrix's memory.
void shuffle(std::span<float> values, std::uint64_t seed)
{
    std::mt19937_64 engine(seed);
    for (auto i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[static_cast<std::size_t>(engine() % i)]);
}

Network shuffled(const Network &source, std::uint64_t seed)
{
    auto network = source;
    for (const auto &parameter : source.architecture.parameters())
        shuffle(network.weights.find(parameter.name)->edit(),
                stream_seed(seed, "shuffled-source/" + parameter.name));
    network.origin += ", weights shuffled within each layer";
    return network;
}

Network untrained(const Network &source, std::uint64_t seed)
{
    if (!source.architecture.can_run())
        throw invalid_request("the source is known only from its weights, so how it would be "
                              "initialized is not known",
                              "option control", "choose the control shuffled");
    Generator generator(stream_seed(seed, "untrained-source"));
    auto network = source;
    network.weights = initial_weights(source.architecture, generator);
    network.origin = "new weights, seed " + std::to_string(seed);
    return network;
}

double norm_of(std::span<const float> values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value * value;
    return std::sqrt(sum);
}

} // namespace

std::shared_ptr<const Network> controlled_source(std::shared_ptr<const Network> source,
                                                 Control control, std::uint64_t seed)
{
    if (control == Control::UntrainedSource)
        return std::make_shared<Network>(untrained(*source, seed));
    if (control == Control::ShuffledSource)
        return std::make_shared<Network>(shuffled(*source, seed));
    return source;
}

Tensor with_norm_of(const Tensor &weight, const Tensor &model)
{
    const double own = norm_of(weight.values());
    if (own == 0.0)
        return weight;
    const double scale = norm_of(model.values()) / own;
    Tensor result = weight;
    for (auto &value : result.edit())
        value = static_cast<float>(value * scale);
    return result;
}

} // namespace tlvfc
