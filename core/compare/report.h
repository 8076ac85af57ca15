// A comparison as one HTML file that opens without a network.
#pragma once

#include "core/compare/comparison.h"

#include <string>

namespace tlvfc {

/// Tables, curves, warnings, and what repeats each run; its style and pictures are inside.
std::string to_html(const Comparison &comparison);

} // namespace tlvfc
