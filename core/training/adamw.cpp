#include "core/training/adamw.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_adamw.h>

namespace tlvfc {

AdamW::AdamW(const NamedTensors &parameters, double weight_decay)
    : Optimizer(parameters)
    , weight_decay_(weight_decay)
{
    add_slot("first", Shape::Parameter);
    add_slot("second", Shape::Parameter);
    add_slot("steps", Shape::Number);
}

void AdamW::step(double learning_rate)
{
    const at::NoGradGuard no_grad;
    const auto moving = this->moving();
    const auto &steps = moving.slots[2];
    for (const auto &count : steps)
        count.add_(1);
    at::_fused_adamw_(moving.parameters, moving.gradients, moving.slots[0], moving.slots[1], {},
                      steps, learning_rate, 0.9, 0.999, weight_decay_, 1e-8, /*amsgrad=*/false,
                      /*maximize=*/false);
}

} // namespace tlvfc
