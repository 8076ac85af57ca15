// A fixed part of the training set, to be measured without what training does to it.
#pragma once

#include "core/data/packed.h"

#include <cstdint>

namespace tlvfc {

/// So many images drawn without repeats from the seed's stream "clean", in the split's order; all
/// of them where there are no more.
PackedSplit clean_images(const PackedSplit &train, int count, std::uint64_t seed);

} // namespace tlvfc
