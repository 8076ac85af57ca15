// An exponential moving average of a network in training. Only core may include this header.
#pragma once

#include "core/nets/model.h"

namespace tlvfc {

/// A second model that follows the first, step by step: average ← decay·average + (1-decay)·value,
/// parameters and batch norm statistics alike; whole numbers are taken over as they are (Polyak &
/// Juditsky 1992 in the form that is usual for networks).
class WeightAverage
{
public:
    /// Begins as `network`.
    WeightAverage(const Network &network, c10::Device device, double decay);

    void follow(const Model &trained);
    Model &model() { return model_; }

private:
    Model model_;
    double decay_;
};

} // namespace tlvfc
