#include "core/transfer/variance.h"

namespace tlvfc {

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

std::vector<float> row_variances(std::span<const float> values, std::int64_t rows)
{
    std::vector<float> variances(static_cast<std::size_t>(rows));
    const auto size = rows > 0 ? values.size() / static_cast<std::size_t>(rows) : 0;
    for (std::size_t row = 0; row < variances.size(); ++row)
        variances[row] = population_variance(values.subspan(row * size, size));
    return variances;
}

} // namespace tlvfc
