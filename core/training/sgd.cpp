#include "core/training/sgd.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_sgd.h>

namespace tlvfc {

Sgd::Sgd(const NamedTensors &parameters, double weight_decay, double momentum)
    : Optimizer(parameters)
    , weight_decay_(weight_decay)
    , momentum_(momentum)
{
    if (momentum_ > 0.0)
        add_slot("momentum", Shape::Parameter);
}

void Sgd::step(double learning_rate)
{
    const at::NoGradGuard no_grad;
    const auto moving = this->moving();
    const auto buffers = momentum_ > 0.0 ? moving.slots[0] : std::vector<at::Tensor>();
    // A first step is no exception: the buffer starts at zero.
    at::_fused_sgd_(moving.parameters, moving.gradients, buffers, weight_decay_, momentum_,
                    learning_rate, /*dampening=*/0.0, /*nesterov=*/false, /*maximize=*/false,
                    /*is_first_step=*/false);
}

} // namespace tlvfc
