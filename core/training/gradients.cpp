#include "core/training/gradients.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/item.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>

namespace tlvfc {

double clip_gradients(const NamedTensors &parameters, double most)
{
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> gradients;
    for (const auto &[name, parameter] : parameters) {
        if (parameter.grad().defined())
            gradients.push_back(parameter.grad());
    }
    if (gradients.empty())
        return 0.0;
    const auto norm =
        at::linalg_vector_norm(at::stack(at::_foreach_norm(gradients))).item<double>();
    if (most > 0.0) {
        const double share = most / (norm + 1e-6);
        if (share < 1.0)
            at::_foreach_mul_(gradients, share);
    }
    return norm;
}

} // namespace tlvfc
