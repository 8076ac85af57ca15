// Controls of a comparison: a transfer with one of its causes taken away.
#pragma once

#include "core/nets/network.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <memory>

namespace tlvfc {

/// The source as the control has it: the network itself, one with newly drawn weights, or one
/// whose every parameter has its own values in random order (batch norm statistics stay). Draws
/// come from streams of their own, derived from `seed`, so that the transfer's do not move.
/// @throws Error (InvalidRequest) for an untrained source whose initialization nobody knows.
std::shared_ptr<const Network> controlled_source(std::shared_ptr<const Network> source,
                                                 Control control, std::uint64_t seed);

/// `weight` scaled so that its Euclidean norm is that of `model`; norms in double. A weight of
/// zeros stays.
Tensor with_norm_of(const Tensor &weight, const Tensor &model);

} // namespace tlvfc
