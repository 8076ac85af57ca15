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

void check_fit(const Architecture &architecture, const NamedShapes &shapes,
               const std::string &where)
{
    Faults faults;
    std::unordered_set<std::string> known;
    const auto check = [&](const std::string &name, const Shape &needed, bool may_lack) {
        known.insert(name);
        const auto *shape = shapes.find(name);
        if (!shape && !may_lack)
            faults.add("'" + name + "' is missing");
        else if (shape && *shape != needed)
            faults.add("'" + name + "' has shape " + to_string(*shape) + " where " +
                       to_string(needed) + " is needed");
    };
    for (const auto &parameter : architecture.parameters())
        check(parameter.name, parameter.shape, false);
    for (const auto &buffer : architecture.buffers())
        check(buffer.name, buffer.shape, true);
    for (const auto &[name, shape] : shapes) {
        if (!known.contains(name))
            faults.add("'" + name + "' is surplus");
    }
    faults.throw_if_any(architecture, where);
}

Network attach_weights(Architecture architecture, const Weights &weights, const std::string &where)
{
    check_fit(architecture, NamedShapes(weights), where);
    Network network{std::move(architecture), {}, where};
    for (const auto &parameter : network.architecture.parameters())
        network.weights.set(parameter.name, weights.at(parameter.name));
    for (const auto &buffer : network.architecture.buffers()) {
        if (const auto *tensor = weights.find(buffer.name)) {
            network.weights.set(buffer.name, *tensor);
            continue;
        }
        Tensor fresh(buffer.shape, buffer.dtype);
        if (buffer.initial != 0.0f)
            std::ranges::fill(fresh.edit(), buffer.initial);
        network.weights.set(buffer.name, std::move(fresh));
    }
    return network;
}

Network network_from_weights(const Weights &weights, const std::string &name)
{
    const NamedShapes shapes(weights);
    if (auto architecture = recognize_architecture(shapes))
        return attach_weights(std::move(*architecture), weights, name);
    return {tree_from_weights(shapes, name), weights, name};
}

} // namespace tlvfc
