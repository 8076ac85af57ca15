// A training that takes a second: few made-up pictures and the smallest network.
#pragma once

#include "core/data/packed.h"
#include "core/nets/initialize.h"
#include "core/nets/network.h"
#include "core/nets/zoo.h"
#include "core/training/options.h"

#include <algorithm>
#include <cstdint>

namespace tlvfc::test {

/// 90 training images of 3 classes, 18 of them for each of validation and test.
inline DataSpec tiny_data()
{
    DataSpec data;
    data.source = "made-up";
    data.image_size = 16;
    data.made_up_classes = 3;
    data.made_up_per_class = 30;
    return data;
}

inline TrainingOptions tiny_options(int epochs = 2)
{
    TrainingOptions options;
    options.epochs = epochs;
    options.batch = 16;
    options.learning_rate = 3e-3;
    return options;
}

inline Network new_network(const char *name = "resnet20", int classes = 3, std::uint64_t seed = 2)
{
    Generator generator(seed);
    auto architecture = build_architecture(name, classes);
    auto weights = initial_weights(architecture, generator);
    return {std::move(architecture), std::move(weights), "new"};
}

/// The same values in every tensor, to the last bit.
inline bool same_bits(const Weights &a, const Weights &b)
{
    return a.size() == b.size() && std::ranges::equal(a, b, [](const auto &x, const auto &y) {
               return x.first == y.first && std::ranges::equal(x.second.bytes(), y.second.bytes());
           });
}

} // namespace tlvfc::test
