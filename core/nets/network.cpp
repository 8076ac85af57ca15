#include "core/nets/network.h"

#include "core/base/error.h"
#include "core/nets/zoo.h"

#include <algorithm>
#include <unordered_set>

namespace tlvfc {

namespace {

/// Collects faults and tells the first, with the number of the others.
class Faults
{
public:
    void add(const std::string &fault)
    {
        if (count_++ == 0)
            first_ = fault;
    }

    void throw_if_any(const Architecture &architecture, const std::string &where) const
    {
        if (count_ == 0)
            return;
        auto text = "the weights do not fit " + architecture.name + ": " + first_;
        if (count_ > 1)
            text += ", and " + std::to_string(count_ - 1) + " more such tensors";
        throw invalid_request(text, where,
                              "give the network and the classes that it was saved with");
    }

private:
    int count_ = 0;
    std::string first_;
};

} // namespace

Network attach_weights(Architecture architecture, const Weights &weights, const std::string &where)
{
    Network network{std::move(architecture), {}, where};
    Faults faults;
    const auto take = [&](const std::string &name, const Shape &shape, const Tensor *fallback) {
        const auto *tensor = weights.find(name);
        if (!tensor && !fallback)
            faults.add("'" + name + "' is missing");
        else if (tensor && tensor->shape() != shape)
            faults.add("'" + name + "' has shape " + to_string(tensor->shape()) + " where " +
                       to_string(shape) + " is needed");
        else
            network.weights.set(name, tensor ? *tensor : *fallback);
    };
    std::unordered_set<std::string> known;
    for (const auto &parameter : network.architecture.parameters()) {
        known.insert(parameter.name);
        take(parameter.name, parameter.shape, nullptr);
    }
    for (const auto &buffer : network.architecture.buffers()) {
        known.insert(buffer.name);
        Tensor fresh(buffer.shape, buffer.dtype);
        if (buffer.initial != 0.0f)
            std::ranges::fill(fresh.edit(), buffer.initial);
        take(buffer.name, buffer.shape, &fresh);
    }
    for (const auto &[name, tensor] : weights) {
        if (!known.contains(name))
            faults.add("'" + name + "' is surplus");
    }
    faults.throw_if_any(network.architecture, where);
    return network;
}

Network network_from_weights(const Weights &weights, const std::string &name)
{
    if (auto architecture = recognize_architecture(weights))
        return attach_weights(std::move(*architecture), weights, name);
    return {tree_from_weights(weights, name), weights, name};
}

} // namespace tlvfc
