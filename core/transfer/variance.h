// Population variances with at::var's bits (METHOD.md, introduction).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc {

/// Population variance of the values: Welford's recurrence in double, element by element, rounded
/// to float32, which is what at::var gives with one thread. 0 for a single value.
float population_variance(std::span<const float> values);

/// The variance of each of `rows` equal parts of the values.
std::vector<float> row_variances(std::span<const float> values, std::int64_t rows);

} // namespace tlvfc
