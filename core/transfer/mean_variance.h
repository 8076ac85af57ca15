// A layer's weights in one number: how far its filters spread.
#pragma once

#include "core/nets/network.h"

#include <optional>

namespace tlvfc {

/// The mean over the filters of the population variance of each filter's weights: what the
/// variance transfer chooses filters by. Of a matrix over its rows; of a vector (a batch norm's
/// scales) the variance over all of it.
/// @pre the tensor is Float32
double mean_variance(const Tensor &weight);

/// The same of the layer's weight; none where it has none, or the network holds no numbers of it.
std::optional<double> mean_variance(const Network &network, LayerId layer);

} // namespace tlvfc
