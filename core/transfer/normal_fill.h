// Large draws of normal values, by several threads.
#pragma once

#include "core/base/random.h"
#include "core/transfer/crew.h"

namespace tlvfc {

/// generator.normal(values, mean, deviation), the same bits whatever the crew.
void fill_normal(Crew &crew, Generator &generator, std::span<float> values, double mean,
                 double deviation);

/// He's deviation, fan-out and ReLU, in double as torch.nn.init computes it.
double he_deviation(std::int64_t filters, std::int64_t kernel_size);

} // namespace tlvfc
