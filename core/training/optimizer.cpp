#include "core/training/optimizer.h"

#include "core/nets/torch_tensor.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

namespace tlvfc {

Optimizer::Optimizer(const NamedTensors &parameters)
{
    for (const auto &[name, parameter] : parameters) {
        names_.push_back(name);
        parameters_.push_back(parameter);
    }
}

void Optimizer::add_slot(const std::string &name, Shape shape)
{
    const at::NoGradGuard no_grad;
    Slot slot{name, {}};
    for (const auto &parameter : parameters_)
        slot.values.push_back(shape == Shape::Parameter
                                  ? at::zeros_like(parameter)
                                  : at::zeros({}, parameter.options().requires_grad(false)));
    slots_.push_back(std::move(slot));
}

void Optimizer::zero_grad()
{
    for (auto &parameter : parameters_)
        parameter.mutable_grad().reset();
}

Optimizer::Moving Optimizer::moving() const
{
    Moving moving;
    moving.slots.resize(slots_.size());
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (!parameters_[i].grad().defined())
            continue;
        moving.parameters.push_back(parameters_[i]);
        moving.gradients.push_back(parameters_[i].grad());
        for (std::size_t slot = 0; slot < slots_.size(); ++slot)
            moving.slots[slot].push_back(slots_[slot].values[i]);
    }
    return moving;
}

Weights Optimizer::state() const
{
    Weights state;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        for (const auto &slot : slots_)
            state.set(slot.name + "." + names_[i], from_torch(slot.values[i]));
    }
    return state;
}

void Optimizer::set_state(const Weights &state)
{
    for (auto &slot : slots_) {
        // copy_() keeps the layout that the fused kernels walk.
        for (std::size_t i = 0; i < names_.size(); ++i)
            slot.values[i].copy_(to_torch(state.at(slot.name + "." + names_[i])));
    }
}

} // namespace tlvfc
