#include "core/training/adamw.h"

#include "core/nets/torch_tensor.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

namespace tlvfc {

AdamW::AdamW(const std::vector<std::pair<std::string, at::Tensor>> &parameters, double weight_decay)
    : weight_decay_(weight_decay)
{
    const at::NoGradGuard no_grad;
    for (const auto &[name, parameter] : parameters) {
        names_.push_back(name);
        parameters_.push_back(parameter);
        first_moments_.push_back(at::zeros_like(parameter));
        second_moments_.push_back(at::zeros_like(parameter));
        steps_.push_back(at::zeros({}, parameter.options().requires_grad(false)));
    }
}

void AdamW::zero_grad()
{
    for (auto &parameter : parameters_)
        parameter.mutable_grad().reset();
}

void AdamW::step(double learning_rate)
{
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> with_gradient;
    std::vector<at::Tensor> gradients;
    std::vector<at::Tensor> first;
    std::vector<at::Tensor> second;
    std::vector<at::Tensor> steps;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (!parameters_[i].grad().defined())
            continue;
        with_gradient.push_back(parameters_[i]);
        gradients.push_back(parameters_[i].grad());
        first.push_back(first_moments_[i]);
        second.push_back(second_moments_[i]);
        steps.push_back(steps_[i].add_(1));
    }
    at::_fused_adamw_(with_gradient, gradients, first, second, {}, steps, learning_rate, 0.9, 0.999,
                      weight_decay_, 1e-8, /*amsgrad=*/false, /*maximize=*/false);
}

Weights AdamW::state() const
{
    Weights state;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        state.set("first." + names_[i], from_torch(first_moments_[i]));
        state.set("second." + names_[i], from_torch(second_moments_[i]));
        state.set("steps." + names_[i], from_torch(steps_[i]));
    }
    return state;
}

void AdamW::set_state(const Weights &state)
{
    for (std::size_t i = 0; i < names_.size(); ++i) {
        // copy_() keeps the layout that the fused kernel walks.
        first_moments_[i].copy_(to_torch(state.at("first." + names_[i])));
        second_moments_[i].copy_(to_torch(state.at("second." + names_[i])));
        steps_[i].copy_(to_torch(state.at("steps." + names_[i])));
    }
}

} // namespace tlvfc
