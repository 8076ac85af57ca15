// The random numbers of a transfer as the published program draws them: through torch's tensors.
#pragma once

#include "core/transfer/plan.h"
#include "core/transfer/selection.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>

namespace tlvfc::bench {

/// One convolution's, for rules that draw nothing but `random` as remove (the preset tlvfc).
inline void draw_convolution(const Shape &source, const Shape &target, SelectionRule remove,
                             const at::Generator &generator)
{
    const auto So = source[0];
    const auto Si = source[1];
    const auto To = target[0];
    const auto Ti = target[1];
    const auto q = target[3];
    const auto choose = [&](std::int64_t candidates, std::int64_t count) {
        if (remove == SelectionRule::Random)
            at::randint(candidates - 1, {count}, generator);
    };
    if (source[3] != q)
        at::randn({So, Si, q, q}, generator);
    if (So < To && Si > Ti) {
        at::randn({To, Si, q, q}, generator);
        at::randn({To, Si, q, q}, generator);
    }
    if (So < To)
        choose(To, So);
    if (Si < Ti) {
        for (std::int64_t i = 0; i < std::min(So, To); ++i)
            choose(Ti, Si);
    }
    at::randperm(To, generator);
    for (std::int64_t i = 0; i < To; ++i)
        at::randperm(Ti, generator);
}

inline void draw_through_torch(const TransferPlan &plan, std::uint64_t seed)
{
    const auto generator = at::detail::createCPUGenerator(seed);
    for (const auto &layer : plan.layers) {
        const auto &to = plan.target->architecture.layer(layer.target);
        if (layer.action == LayerAction::Statistics) {
            at::randn(*to.weight_shape, generator);
        } else if (layer.action == LayerAction::Variance) {
            const auto &from = plan.source->architecture.layer(layer.source);
            draw_convolution(*from.weight_shape, *to.weight_shape, plan.strategy.remove, generator);
            if (from.bias_shape && to.bias_shape && (*from.bias_shape)[0] < (*to.bias_shape)[0])
                at::randint((*from.bias_shape)[0], *to.bias_shape, generator);
        }
    }
}

} // namespace tlvfc::bench
