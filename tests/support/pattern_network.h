// Networks filled as goldens/README.md says.
#pragma once

#include "core/nets/network.h"
#include "core/nets/zoo.h"
#include "tests/support/shared_material.h"

#include <algorithm>
#include <memory>

namespace tlvfc::test {

/// Parameter k holds pattern(shape, offset + k); buffers are as constructed.
inline std::shared_ptr<const Network> pattern_network(const std::string &name, int classes,
                                                      std::int64_t offset)
{
    Weights weights;
    auto architecture = build_architecture(name, classes);
    for (const auto &parameter : architecture.parameters())
        weights.set(parameter.name, pattern(parameter.shape, offset++));
    return std::make_shared<Network>(attach_weights(std::move(architecture), weights, "pattern"));
}

} // namespace tlvfc::test
