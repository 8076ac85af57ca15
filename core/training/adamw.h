// AdamW over a model's parameters. Only core may include this header.
#pragma once

#include "core/base/weights.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

namespace tlvfc {

/// Decoupled weight decay (Loshchilov & Hutter 2019), betas .9 and .999, epsilon 1e-8; ATen's
/// fused kernel, one pass over each parameter.
class AdamW
{
public:
    AdamW(const std::vector<std::pair<std::string, at::Tensor>> &parameters, double weight_decay);

    void zero_grad();
    void step(double learning_rate);

    /// Moments and step counts: "first.NAME", "second.NAME", "steps.NAME".
    Weights state() const;
    /// @throws Error (InvalidRequest) for a state of other parameters.
    void set_state(const Weights &state);

private:
    std::vector<std::string> names_;
    std::vector<at::Tensor> parameters_;
    std::vector<at::Tensor> first_moments_;
    std::vector<at::Tensor> second_moments_;
    std::vector<at::Tensor> steps_;
    double weight_decay_;
};

} // namespace tlvfc
