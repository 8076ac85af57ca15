// A long sum of squares as one thread adds it up, value after value, in a fraction of the time.
#pragma once

#include <span>

namespace tlvfc {

/// The double that `for (x : values) sum += (x - center) * (x - center)` ends with, starting at 0
/// and rounding each step to double: what at::std sums with one thread.
double sum_of_squares(std::span<const float> values, double center);

} // namespace tlvfc
