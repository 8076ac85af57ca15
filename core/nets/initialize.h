// First weights (METHOD.md section 5, "New networks").
#pragma once

#include "core/base/random.h"
#include "core/base/weights.h"
#include "core/nets/architecture.h"

namespace tlvfc {

enum class ConvInit {
    He,     ///< Kaiming normal, fan-out, ReLU (He et al. 2015)
    Glorot, ///< Xavier normal, gain 1 (Glorot & Bengio 2010)
};

/// The weights of a network just constructed: every layer draws torch's default when it is made
/// (those draws count), then convolutions are drawn anew in registration order, a VGG's Linears
/// too. Parameters and buffers stand in registration order.
/// @throws Error (InvalidRequest) for an architecture that is only known from a file.
Weights initial_weights(const Architecture &architecture, Generator &generator,
                        ConvInit conv = ConvInit::He);

/// torch.nn.init.kaiming_normal_(weight, mode="fan_out", nonlinearity="relu") over a convolution's
/// weight of this shape.
void kaiming_normal_fan_out(std::span<float> weight, const Shape &shape, Generator &generator);

} // namespace tlvfc
