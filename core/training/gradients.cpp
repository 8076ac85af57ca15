#include "core/training/gradients.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/copy.h>
#include <ATen/ops/item.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/reshape.h>
#include <ATen/ops/stack.h>

namespace tlvfc {

namespace {

std::vector<at::Tensor> gradients_of(const NamedTensors &parameters)
{
    std::vector<at::Tensor> gradients;
    for (const auto &[name, parameter] : parameters) {
        if (parameter.grad().defined())
            gradients.push_back(parameter.grad());
    }
    return gradients;
}

} // namespace

double clip_gradients(const NamedTensors &parameters, double most)
{
    const at::NoGradGuard no_grad;
    const auto gradients = gradients_of(parameters);
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

void sum_gradients(const NamedTensors &parameters, ProcessGroup &group)
{
    const at::NoGradGuard no_grad;
    const auto gradients = gradients_of(parameters);
    std::vector<at::Tensor> flat;
    for (const auto &gradient : gradients)
        flat.push_back(gradient.reshape({-1}));
    auto all = at::cat(flat);
    group.sum(all);
    std::int64_t first = 0;
    for (const auto &gradient : gradients) {
        gradient.copy_(all.narrow(0, first, gradient.numel()).view(gradient.sizes()));
        first += gradient.numel();
    }
}

} // namespace tlvfc
