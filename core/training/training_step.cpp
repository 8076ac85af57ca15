#include "core/training/training_step.h"

#include "core/training/adamw.h"
#include "core/training/gradients.h"
#include "core/training/mixed_precision.h"
#include "core/training/sgd.h"

#include <ATen/core/Reduction.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eq.h>
#include <ATen/ops/ge.h>
#include <ATen/ops/item.h>
#include <ATen/ops/lerp.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/to.h>
#include <ATen/ops/where.h>

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

at::Tensor training_loss(const at::Tensor &logits, const TorchBatch &batch, double label_smoothing)
{
    const auto loss = [&](const at::Tensor &labels, at::Reduction::Reduction reduction) {
        return at::cross_entropy_loss(logits, labels, {}, reduction, /*ignore_index=*/-100,
                                      label_smoothing);
    };
    if (!batch.is_mixed())
        return loss(batch.labels, at::Reduction::Mean);
    // Cross entropy is linear in its target: both labels' losses by their shares.
    return at::lerp(loss(batch.partner_labels, at::Reduction::None),
                    loss(batch.labels, at::Reduction::None), batch.shares)
        .mean();
}

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

TrainingStep::Result TrainingStep::run(const TorchBatch &batch, double learning_rate,
                                       std::int64_t parts)
{
    optimizer_->zero_grad();
    target_.set_training(options_.trains == TrainedPart::All);
    if (group_)
        parts = group_->size();
    const auto here = parts_here(batch.count(), parts);
    std::optional<ImageRange> alone; // the others' images are theirs to pass through the source
    if (group_)
        alone = ImageRange{here.front().first, here.front().last};
    const auto replacement =
        next_replacement(crossover_, source_, target_.penultimate_width(), batch, parts, alone);
    Result result;
    if (replacement.mask.defined() && crossover_.fill != CrossoverFill::Zero &&
        !source_->remembers())
        result.source_images = batch.count();
    for (const auto &[first, last, weight] : here) {
        const auto part = last - first == batch.count() ? batch : part_of(batch, first, last);
        at::Tensor logits;
        {
            const MixedPrecision mixed(target_.device(), options_.precision);
            const auto features = features_of(part.images);
            logits = target_.logits(crossed(features, replacement, first));
        }
        logits = logits.to(at::kFloat);
        auto loss = training_loss(logits, part, options_.label_smoothing);
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

} // namespace tlvfc
