// Networks that are known by names and shapes alone, filled with pattern weights.
#pragma once

#include "core/nets/network.h"
#include "tests/support/shared_material.h"

#include <memory>
#include <utility>
#include <vector>

namespace tlvfc::test {

/// Tensor k holds pattern(shape, offset + k).
inline std::shared_ptr<const Network>
pattern_tree(const std::vector<std::pair<std::string, Shape>> &tensors, std::int64_t offset)
{
    Weights weights;
    for (const auto &[name, shape] : tensors)
        weights.set(name, pattern(shape, offset++));
    return std::make_shared<Network>(network_from_weights(weights, "tree"));
}

} // namespace tlvfc::test
