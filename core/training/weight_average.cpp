#include "core/training/weight_average.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/lerp.h>

namespace tlvfc {

WeightAverage::WeightAverage(const Network &network, c10::Device device, double decay)
    : model_(network, device, false, MemoryLayout::ChannelsLast)
    , decay_(decay)
{
}

void WeightAverage::follow(const Model &trained)
{
    const at::NoGradGuard no_grad;
    for (const auto &[name, average] : model_.tensors()) {
        const auto &value = trained.tensors().at(name);
        if (average.is_floating_point())
            average.lerp_(value, 1.0 - decay_);
        else
            average.copy_(value);
    }
}

} // namespace tlvfc
