// How many features a network has where crossover meets it (METHOD.md section 4).
#pragma once

#include "core/nets/architecture.h"

#include <cstdint>

namespace tlvfc {

/// @pre there is one
LayerId last_linear(const Architecture &architecture);

/// Of the convolutions' output, pooled to a single value per channel: what a source gives.
std::int64_t pooled_width(const Architecture &architecture);

/// What the last Linear sees: where a target's columns are replaced.
std::int64_t penultimate_width(const Architecture &architecture);

} // namespace tlvfc
