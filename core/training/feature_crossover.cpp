#include "core/training/feature_crossover.h"

#include "core/training/crossover.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/copy.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/narrow.h>
#include <ATen/ops/std.h>
#include <ATen/ops/to.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

namespace tlvfc {

namespace {

/// What stands in the replaced columns, N×shared, without a gradient.
at::Tensor fill(Crossover &crossover, SourceFeatures *source, std::int64_t shared,
                const TorchBatch &batch, std::int64_t parts, std::optional<ImageRange> alone)
{
    const at::NoGradGuard no_grad;
    if (crossover.fill == CrossoverFill::Zero)
        return at::zeros({batch.count(), shared}, batch.images.options());
    if (alone && crossover.fill == CrossoverFill::Source) {
        auto rows = at::zeros({batch.count(), shared}, batch.images.options());
        rows.narrow(0, alone->first, alone->last - alone->first)
            .copy_(source->of(part_of(batch, alone->first, alone->last)).narrow(1, 0, shared));
        return rows;
    }
    const auto seen = source->of(batch, parts).narrow(1, 0, shared);
    if (crossover.fill == CrossoverFill::Permuted) {
        auto order = crossover.fill_stream.randperm(seen.size(0));
        const auto rows = at::from_blob(order.data(), {seen.size(0)}, at::kLong);
        return seen.index_select(0, rows.to(seen.device()));
    }
    if (crossover.fill == CrossoverFill::Noise) {
        auto draws = crossover.fill_stream.randn(seen.numel());
        const auto noise = at::from_blob(draws.data(), seen.sizes(), at::kFloat);
        return at::addcmul(at::mean(seen), noise.to(seen.device()), at::std(seen, true));
    }
    return seen;
}

} // namespace

Crossover first_crossover(CrossoverKind kind, double rate, CrossoverFill fill, std::uint64_t seed)
{
    return {kind, rate, fill, Generator(stream_seed(seed, "crossover")),
            Generator(stream_seed(seed, "crossover-fill"))};
}

Replacement next_replacement(Crossover &crossover, SourceFeatures *source, std::int64_t width,
                             const TorchBatch &batch, std::int64_t parts,
                             std::optional<ImageRange> alone)
{
    if (crossover.kind == CrossoverKind::Off)
        return {};
    const auto replaced =
        replaced_columns(crossover.kind, crossover.rate, source ? source->width() : width, width,
                         crossover.mask_stream);
    if (std::ranges::find(replaced, true) == replaced.end())
        return {};
    const auto shared = static_cast<std::int64_t>(replaced.size());
    auto mask = at::empty({1, width}, at::kBool);
    auto *flags = mask.data_ptr<bool>();
    std::fill(std::ranges::copy(replaced, flags).out, flags + width, false);

    auto rows = fill(crossover, source, shared, batch, parts, alone);
    if (shared < width)
        rows = at::constant_pad_nd(rows, {0, width - shared});
    return {mask.to(batch.images.device()), rows};
}

at::Tensor crossed(const at::Tensor &features, const Replacement &replacement, std::int64_t first)
{
    if (!replacement.mask.defined())
        return features;
    // where() passes the gradient of a chosen column only.
    return at::where(replacement.mask, replacement.rows.narrow(0, first, features.size(0)),
                     features);
}

} // namespace tlvfc
