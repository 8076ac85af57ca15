// What kernels and filters are chosen by: population variances with at::var's bits (METHOD.md,
// introduction), and norms.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc {

/// Population variance of the values: Welford's recurrence in double, element by element, rounded
/// to float32, which is what at::var gives with one thread. 0 for a single value.
float population_variance(std::span<const float> values);

/// The variance of each of variances.size() equal parts of the values.
void row_variances_into(std::span<float> variances, std::span<const float> values);
std::vector<float> row_variances(std::span<const float> values, std::int64_t rows);

/// The L2 norm of each part: summed in double in order, rounded to float32.
void row_norms_into(std::span<float> norms, std::span<const float> values);

} // namespace tlvfc
