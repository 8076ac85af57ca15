#include "core/training/source_features.h"

#include "core/training/mixed_precision.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/clone.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/to.h>

namespace tlvfc {

SourceFeatures::SourceFeatures(const Network &source, c10::Device device, Precision precision)
    : model_(source, device, false, MemoryLayout::ChannelsLast, ModelPart::Convolutions)
    , precision_(precision)
{
}

at::Tensor SourceFeatures::pass(const at::Tensor &images)
{
    const MixedPrecision mixed(model_.device(), precision_);
    return model_.pooled_features(images).to(at::kFloat);
}

void SourceFeatures::remember(const PackedSplit &images, const DataSpec &data, int batch,
                              const std::stop_token &stop)
{
    const at::NoGradGuard no_grad;
    LoaderOptions options;
    options.batch = batch;
    Loader loader(images, data, options, 0);
    loader.start_epoch(0);
    auto features = at::empty({static_cast<std::int64_t>(images.count()), width()},
                              at::TensorOptions(at::kFloat).device(model_.device()));
    std::int64_t done = 0;
    at::Tensor before;
    for (Batch next; loader.next(next);) {
        throw_if_stopped(stop);
        auto seen = to_torch(next, model_.device()).images;
        const auto count = seen.size(0);
        // A short last batch is filled up, as sums over few images may come in another order.
        if (before.defined() && count < before.size(0))
            seen = at::cat({before.narrow(0, count, before.size(0) - count), seen});
        features.narrow(0, done, count).copy_(pass(seen).narrow(0, seen.size(0) - count, count));
        done += count;
        before = seen.clone();
    }
    remembered_ = features;
}

at::Tensor SourceFeatures::of(const TorchBatch &batch, std::int64_t parts)
{
    const at::NoGradGuard no_grad;
    if (remembers())
        return remembered_.index_select(0, batch.indices);
    if (last_images_.defined() && last_images_.is_same(batch.images))
        return last_features_;
    if (parts == 1) {
        last_features_ = pass(batch.images);
    } else {
        std::vector<at::Tensor> rows;
        for (std::int64_t part = 0; part < parts; ++part) {
            const auto first = batch.count() * part / parts;
            const auto last = batch.count() * (part + 1) / parts;
            rows.push_back(pass(batch.images.narrow(0, first, last - first)));
        }
        last_features_ = at::cat(rows);
    }
    last_images_ = batch.images;
    return last_features_;
}

} // namespace tlvfc
