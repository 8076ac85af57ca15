#include "core/training/training_step.h"

#include "core/training/crossover.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/item.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/std.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/to.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

namespace tlvfc {

TrainingStep::TrainingStep(Model &target, Model *source, Crossover crossover, double weight_decay)
    : target_(target)
    , source_(source)
    , crossover_(std::move(crossover))
    , optimizer_(target.parameters(), weight_decay)
{
}

TrainingStep::Result TrainingStep::run(const TorchBatch &batch, double learning_rate)
{
    optimizer_.zero_grad();
    target_.set_training(true);
    auto features = target_.penultimate(batch.images);
    if (crossover_.kind != CrossoverKind::Off)
        features = cross(features, batch.images);
    const auto logits = target_.logits(features);
    const auto loss = at::cross_entropy_loss(logits, batch.labels);
    loss.backward();
    optimizer_.step(learning_rate);
    return {loss.item<double>(),
            logits.detach().argmax(1).eq(batch.labels).sum().item<std::int64_t>()};
}

/// where() passes the gradient of a chosen column only, so none flows back through a replaced one.
at::Tensor TrainingStep::cross(const at::Tensor &features, const at::Tensor &images)
{
    const auto width = features.size(1);
    const auto replaced =
        replaced_columns(crossover_.kind, crossover_.rate,
                         source_ ? source_->pooled_width() : width, width, crossover_.mask_stream);
    if (std::ranges::find(replaced, true) == replaced.end())
        return features;
    const auto shared = static_cast<std::int64_t>(replaced.size());
    auto mask = at::empty({1, width}, at::kBool);
    auto *flags = mask.data_ptr<bool>();
    std::fill(std::ranges::copy(replaced, flags).out, flags + width, false);

    at::Tensor in_their_place = fill(features, images, shared);
    if (shared < width)
        in_their_place = at::constant_pad_nd(in_their_place, {0, width - shared});
    return at::where(mask.to(features.device()), in_their_place, features);
}

/// What stands in the replaced columns, N×shared, without a gradient.
at::Tensor TrainingStep::fill(const at::Tensor &features, const at::Tensor &images,
                              std::int64_t shared)
{
    const at::NoGradGuard no_grad;
    if (crossover_.fill == CrossoverFill::Zero)
        return at::zeros({features.size(0), shared}, features.options());
    const auto seen = source_->pooled_features(images).narrow(1, 0, shared);
    if (crossover_.fill == CrossoverFill::Permuted) {
        auto order = crossover_.fill_stream.randperm(seen.size(0));
        const auto rows = at::from_blob(order.data(), {seen.size(0)}, at::kLong);
        return seen.index_select(0, rows.to(seen.device()));
    }
    if (crossover_.fill == CrossoverFill::Noise) {
        auto draws = crossover_.fill_stream.randn(seen.numel());
        const auto noise = at::from_blob(draws.data(), seen.sizes(), at::kFloat);
        return at::addcmul(at::mean(seen), noise.to(seen.device()), at::std(seen, true));
    }
    return seen;
}

} // namespace tlvfc
