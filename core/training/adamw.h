// AdamW over a model's parameters. Only core may include this header.
#pragma once

#include "core/training/optimizer.h"

namespace tlvfc {

/// Decoupled weight decay (Loshchilov & Hutter 2019), betas .9 and .999, epsilon 1e-8; ATen's
/// fused kernel, one pass over each parameter. Remembers moments and step counts: "first",
/// "second", "steps".
class AdamW final : public Optimizer
{
public:
    AdamW(const NamedTensors &parameters, double weight_decay);

    void step(double learning_rate) override;

private:
    double weight_decay_;
};

} // namespace tlvfc
