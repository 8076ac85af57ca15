#include "core/transfer/mean_variance.h"

#include "core/transfer/variance.h"

#include <numeric>

namespace tlvfc {

double mean_variance(const Tensor &weight)
{
    if (weight.size() == 0)
        return 0.0;
    const auto &shape = weight.shape();
    if (shape.size() < 2)
        return population_variance(weight.values());
    const auto variances = row_variances(weight.values(), shape[0]);
    return std::accumulate(variances.begin(), variances.end(), 0.0) /
           static_cast<double>(variances.size());
}

std::optional<double> mean_variance(const Network &network, LayerId layer)
{
    const auto &record = network.architecture.layer(layer);
    const auto *weight =
        record.weight_shape ? network.weights.find(record.path + ".weight") : nullptr;
    if (!weight || weight->dtype() != DType::Float32)
        return std::nullopt;
    return mean_variance(*weight);
}

} // namespace tlvfc
