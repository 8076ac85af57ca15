#include "core/training/training_step.h"

#include "core/training/adamw.h"
#include "core/training/crossover.h"
#include "core/training/gradients.h"
#include "core/training/mixed_precision.h"
#include "core/training/sgd.h"

#include <ATen/core/Reduction.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/copy.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ge.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/item.h>
#include <ATen/ops/lerp.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/std.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/to.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

namespace tlvfc {

namespace {

std::unique_ptr<Optimizer> make_optimizer(const NamedTensors &parameters,
                                          const TrainingOptions &options)
{
    if (options.optimizer == OptimizerKind::Sgd)
        return std::make_unique<Sgd>(parameters, options.weight_decay, options.momentum);
    return std::make_unique<AdamW>(parameters, options.weight_decay);
}

/// Of a mixed image the label with the larger share counts.
std::int64_t count_correct(const at::Tensor &logits, const TorchBatch &batch)
{
    const auto labels = batch.is_mixed()
                            ? at::where(batch.shares.ge(0.5), batch.labels, batch.partner_labels)
                            : batch.labels;
    return logits.detach().argmax(1).eq(labels).sum().item<std::int64_t>();
}

} // namespace

TrainingStep::TrainingStep(Model &target, SourceFeatures *source, Crossover crossover,
                           const TrainingOptions &options, ProcessGroup *group)
    : target_(target)
    , source_(source)
    , crossover_(std::move(crossover))
    , options_(options)
    , group_(group)
    , optimizer_(make_optimizer(target.parameters(), options))
{
}

std::vector<TrainingStep::Part> TrainingStep::parts_here(std::int64_t images,
                                                         std::int64_t parts) const
{
    if (group_ && images < 2 * group_->size()) // batch norm needs two of each part
        return {{0, images, group_->is_first() ? 1.0 : 0.0}};
    std::vector<Part> cut;
    for (std::int64_t i = 0; i < parts; ++i) {
        const auto first = images * i / parts;
        const auto last = images * (i + 1) / parts;
        cut.push_back(
            {first, last, static_cast<double>(last - first) / static_cast<double>(images)});
    }
    return group_ ? std::vector<Part>{cut[static_cast<std::size_t>(group_->rank())]} : cut;
}

/// Gradients and figures of the other processes' parts.
void TrainingStep::add_others(Result &result)
{
    sum_gradients(target_.parameters(), *group_);
    result.loss = group_->sum(result.loss);
    result.correct = std::llround(group_->sum(static_cast<double>(result.correct)));
}

/// where() passes the gradient of a chosen column only, so none flows back through a replaced one.
TrainingStep::Result TrainingStep::run(const TorchBatch &batch, double learning_rate,
                                       std::int64_t parts)
{
    optimizer_->zero_grad();
    target_.set_training(options_.trains == TrainedPart::All);
    if (group_)
        parts = group_->size();
    const auto replacement = this->replacement(batch, parts);
    Result result;
    if (replacement.mask.defined() && crossover_.fill != CrossoverFill::Zero &&
        !source_->remembers())
        result.source_images = batch.count();
    for (const auto &[first, last, weight] : parts_here(batch.count(), parts)) {
        const auto part = last - first == batch.count() ? batch : part_of(batch, first, last);
        at::Tensor logits;
        {
            const MixedPrecision mixed(target_.device(), options_.precision);
            auto features = features_of(part.images);
            if (replacement.mask.defined())
                features = at::where(replacement.mask,
                                     replacement.rows.narrow(0, first, last - first), features);
            logits = target_.logits(features);
        }
        logits = logits.to(at::kFloat);
        auto loss = loss_of(logits, part);
        if (weight != 1.0)
            loss = loss.mul(weight);
        loss.backward();
        result.loss += loss.item<double>();
        if (weight > 0.0)
            result.correct += count_correct(logits, part);
    }
    if (group_)
        add_others(result);
    if (options_.gradient_norm || options_.clip_norm > 0.0)
        result.gradient_norm = clip_gradients(target_.parameters(), options_.clip_norm);
    optimizer_->step(learning_rate);
    return result;
}

at::Tensor TrainingStep::features_of(const at::Tensor &images) const
{
    if (options_.trains == TrainedPart::All)
        return target_.penultimate(images);
    const at::NoGradGuard no_grad;
    return target_.penultimate(images);
}

at::Tensor TrainingStep::loss_of(const at::Tensor &logits, const TorchBatch &batch) const
{
    const auto loss = [&](const at::Tensor &labels, at::Reduction::Reduction reduction) {
        return at::cross_entropy_loss(logits, labels, {}, reduction, /*ignore_index=*/-100,
                                      options_.label_smoothing);
    };
    if (!batch.is_mixed())
        return loss(batch.labels, at::Reduction::Mean);
    // Cross entropy is linear in its target: both labels' losses by their shares.
    return at::lerp(loss(batch.partner_labels, at::Reduction::None),
                    loss(batch.labels, at::Reduction::None), batch.shares)
        .mean();
}

TrainingStep::Replacement TrainingStep::replacement(const TorchBatch &batch, std::int64_t parts)
{
    if (crossover_.kind == CrossoverKind::Off)
        return {};
    const auto width = target_.penultimate_width();
    const auto replaced =
        replaced_columns(crossover_.kind, crossover_.rate, source_ ? source_->width() : width,
                         width, crossover_.mask_stream);
    if (std::ranges::find(replaced, true) == replaced.end())
        return {};
    const auto shared = static_cast<std::int64_t>(replaced.size());
    auto mask = at::empty({1, width}, at::kBool);
    auto *flags = mask.data_ptr<bool>();
    std::fill(std::ranges::copy(replaced, flags).out, flags + width, false);

    auto rows = fill(batch, shared, parts);
    if (shared < width)
        rows = at::constant_pad_nd(rows, {0, width - shared});
    return {mask.to(target_.device()), rows};
}

/// What stands in the replaced columns, N×shared, without a gradient.
at::Tensor TrainingStep::fill(const TorchBatch &batch, std::int64_t shared, std::int64_t parts)
{
    const at::NoGradGuard no_grad;
    if (crossover_.fill == CrossoverFill::Zero)
        return at::zeros({batch.count(), shared}, batch.images.options());
    if (group_ && crossover_.fill == CrossoverFill::Source) {
        // The others' images are theirs to pass through.
        const auto here = parts_here(batch.count(), parts).front();
        auto rows = at::zeros({batch.count(), shared}, batch.images.options());
        rows.narrow(0, here.first, here.last - here.first)
            .copy_(source_->of(part_of(batch, here.first, here.last)).narrow(1, 0, shared));
        return rows;
    }
    const auto seen = source_->of(batch, parts).narrow(1, 0, shared);
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
