#include "core/transfer/variance.h"

#include <cmath>

namespace tlvfc {

namespace {

/// Rows whose recurrences go on side by side: each is a chain of divisions that wait for each
/// other, and no step of one may be joined with another or replaced by a product.
constexpr std::size_t lanes = 8;

void side_by_side(const float *values, std::size_t size, float *variances)
{
    double mean[lanes] = {};
    double m2[lanes] = {};
    double n = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
        n += 1.0;
        double value[lanes];
        for (std::size_t lane = 0; lane < lanes; ++lane)
            value[lane] = values[lane * size + i];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double delta = value[lane] - mean[lane];
            mean[lane] += delta / n;
            m2[lane] += delta * (value[lane] - mean[lane]);
        }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane)
        variances[lane] = static_cast<float>(m2[lane] / n);
}

/// A single value's: 0, unless the value is no finite number.
float variance_of_one(float value) { return value - value; }

} // namespace

float population_variance(std::span<const float> values)
{
    double mean = 0.0;
    double m2 = 0.0;
    double n = 0.0;
    for (const float value : values) {
        n += 1.0;
        const double delta = value - mean;
        mean += delta / n;
        m2 += delta * (value - mean);
    }
    return n > 0.0 ? static_cast<float>(m2 / n) : 0.0f;
}

void row_variances_into(std::span<float> variances, std::span<const float> values)
{
    const auto rows = variances.size();
    const auto size = rows > 0 ? values.size() / rows : 0;
    std::size_t row = 0;
    if (size == 1) {
        for (; row < rows; ++row)
            variances[row] = variance_of_one(values[row]);
    } else if (size > 1) {
        for (; row + lanes <= rows; row += lanes)
            side_by_side(values.data() + row * size, size, variances.data() + row);
    }
    for (; row < rows; ++row)
        variances[row] = population_variance(values.subspan(row * size, size));
}

std::vector<float> row_variances(std::span<const float> values, std::int64_t rows)
{
    std::vector<float> variances(static_cast<std::size_t>(rows));
    row_variances_into(variances, values);
    return variances;
}

void row_norms_into(std::span<float> norms, std::span<const float> values)
{
    const auto size = norms.empty() ? 0 : values.size() / norms.size();
    for (std::size_t row = 0; row < norms.size(); ++row) {
        double sum = 0.0;
        for (const float value : values.subspan(row * size, size))
            sum += static_cast<double>(value) * value;
        norms[row] = static_cast<float>(std::sqrt(sum));
    }
}

} // namespace tlvfc
