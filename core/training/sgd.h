// Stochastic gradient descent with momentum. Only core may include this header.
#pragma once

#include "core/training/optimizer.h"

namespace tlvfc {

/// As torch.optim.SGD without dampening and Nesterov: the decay is added to the gradient, the
/// momentum's buffer ("momentum") is m·buffer + gradient, and the rate multiplies the buffer.
class Sgd final : public Optimizer
{
public:
    Sgd(const NamedTensors &parameters, double weight_decay, double momentum);

    void step(double learning_rate) override;

private:
    double weight_decay_;
    double momentum_;
};

} // namespace tlvfc
