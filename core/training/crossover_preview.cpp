#include "core/training/crossover_preview.h"

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/nets/torch_tensor.h"
#include "core/training/crossover.h"
#include "core/training/feature_crossover.h"
#include "core/training/training_step.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/any.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/ne.h>

#include <algorithm>
#include <optional>

namespace tlvfc {

namespace {

/// Of which the mask is drawn between two looks at the stop token.
constexpr std::int64_t steps_between_looks = 1024;

std::int64_t count(const std::vector<bool> &flags) { return std::ranges::count(flags, true); }

} // namespace

struct CrossoverPreview::Private
{
    std::optional<Model> target;
    std::optional<SourceFeatures> source; ///< its last batch is this one, and stays it
    SignalBatch images;
    TorchBatch batch;
    CrossoverSettings settings;
    at::Tensor features; ///< the target's
    Tensor target_features;
    Tensor source_features;

    std::int64_t shared() const
    {
        const auto width = features.size(1);
        return source ? std::min(source->width(), width) : width;
    }
};

CrossoverPreview::CrossoverPreview(const Network &target, const Network *source,
                                   const SignalBatch &batch, const CrossoverSettings &settings,
                                   std::stop_token stop)
    : d(std::make_unique<Private>())
{
    const c10::Device cpu(c10::kCPU);
    const bool needs_source =
        settings.kind != CrossoverKind::Off && settings.fill != CrossoverFill::Zero;
    if (needs_source && !source)
        throw invalid_request("crossover needs a source network", "option source",
                              "open a source, or turn crossover off");
    d->settings = settings;
    d->images = batch;
    d->target.emplace(target, cpu, false, MemoryLayout::ChannelsLast);
    require_fit(target, batch);
    d->batch.images = to_torch(d->images.images);
    d->batch.labels = at::from_blob(d->images.labels.data(), {d->images.count()}, at::kLong);
    d->target->set_training(true);
    d->target->set_dropout_generator(
        at::detail::createCPUGenerator(stream_seed(settings.seed, "dropout")));
    const at::NoGradGuard no_grad;
    throw_if_stopped(stop);
    try {
        d->features = d->target->penultimate(d->batch.images);
        d->target_features = from_torch(d->features);
    } catch (const c10::Error &error) {
        throw why_not_through(error, target, batch);
    }
    throw_if_stopped(stop);
    if (!needs_source)
        return;
    try {
        d->source.emplace(*source, cpu);
        d->source_features = from_torch(d->source->of(d->batch));
    } catch (const c10::Error &error) {
        throw why_not_through(error, *source, batch);
    }
}

CrossoverPreview::~CrossoverPreview() = default;

const Tensor &CrossoverPreview::target_features() const { return d->target_features; }

const Tensor &CrossoverPreview::source_features() const { return d->source_features; }

std::int64_t CrossoverStep::replaced_count() const { return count(replaced); }

std::int64_t CrossoverStep::without_gradient() const { return count(has_no_gradient); }

CrossoverStep CrossoverPreview::step(std::int64_t number, std::stop_token stop) const
{
    const auto &settings = d->settings;
    auto crossover = first_crossover(settings.kind, settings.rate, settings.fill, settings.seed);
    const auto width = d->features.size(1);
    const auto shared = d->shared();
    CrossoverStep step;
    step.times.resize(static_cast<std::size_t>(shared));
    for (std::int64_t before = 1; before < number; ++before) {
        if (before % steps_between_looks == 0)
            throw_if_stopped(stop);
        const auto replaced =
            replaced_columns(crossover.kind, crossover.rate, d->source ? d->source->width() : width,
                             width, crossover.mask_stream);
        for (std::size_t i = 0; i < replaced.size(); ++i)
            step.times[i] += replaced[i] ? 1 : 0;
    }
    throw_if_stopped(stop);
    const auto replacement =
        next_replacement(crossover, d->source ? &*d->source : nullptr, width, d->batch, 1);
    step.replaced.resize(step.times.size());
    if (replacement.mask.defined()) {
        for (std::size_t i = 0; i < step.replaced.size(); ++i) {
            step.replaced[i] = replacement.mask.data_ptr<bool>()[i];
            step.times[i] += step.replaced[i] ? 1 : 0;
        }
        step.fill = from_torch(replacement.rows.narrow(1, 0, shared).contiguous());
    }
    const at::AutoGradMode with_gradients(true);
    const auto features = d->features.detach().requires_grad_();
    const auto seen = crossed(features, replacement, 0);
    const auto loss = training_loss(d->target->logits(seen), d->batch, 0.0);
    loss.backward();
    step.loss = loss.item<double>();
    step.result = from_torch(seen.detach());
    step.gradient = from_torch(features.grad());
    const auto reaches = features.grad().ne(0).any(0).contiguous();
    step.has_no_gradient.resize(static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < step.has_no_gradient.size(); ++i)
        step.has_no_gradient[i] = !reaches.data_ptr<bool>()[i];
    return step;
}

} // namespace tlvfc
