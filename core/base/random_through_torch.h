// Where a Generator meets torch's own: its state's bytes, and what is left to torch.
#pragma once

#include "core/base/random.h"

namespace tlvfc {

/// tensor.normal_() and uniform_() by torch itself, for processors whose bits are not reproduced
/// here.
void normal_through_torch(Generator &generator, std::span<float> values, double mean,
                          double deviation);
void uniform_through_torch(Generator &generator, std::span<float> values, double low, double high);

} // namespace tlvfc
