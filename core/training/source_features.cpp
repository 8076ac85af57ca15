#include "core/training/source_features.h"

#include "core/training/mixed_precision.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
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
    for (Batch next; loader.next(next);) {
        throw_if_stopped(stop);
        const auto on_device = to_torch(next, model_.device());
        features.narrow(0, done, on_device.count()).copy_(pass(on_device.images));
        done += on_device.count();
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
