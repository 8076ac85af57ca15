// One made-up picture (made_up.h).
#pragma once

#include "core/data/image.h"

#include <cstdint>

namespace tlvfc {

/// Picture `index` of class `kind`, size×size pixels. The same on any machine for the same
/// arguments: integer arithmetic and counted random numbers only.
Image draw_made_up(int kind, std::uint64_t index, int size, std::uint64_t seed);

} // namespace tlvfc
