#include "core/transfer/layer_writer.h"

#include "core/transfer/bias.h"
#include "core/transfer/clip.h"
#include "core/transfer/controls.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/normal_fill.h"
#include "core/transfer/prepared_source.h"

#include <algorithm>
#include <memory>

namespace tlvfc {

namespace {

KernelCounts count_clipped(const Shape &source, const Shape &target)
{
    if (target.size() < 3)
        return {};
    const auto taken =
        clip_span(source[0], target[0]).count * clip_span(source[1], target[1]).count;
    return {target[0] * target[1], taken, taken, true};
}

} // namespace

struct LayerWriter::Entry
{
    LayerId source;
    std::int64_t size;
    std::unique_ptr<PreparedSource> prepared;
};

LayerWriter::LayerWriter(const TransferPlan &plan, Crew &crew)
    : plan_(plan)
    , crew_(crew)
    , options_(VarianceOptions::from(plan.strategy))
{
}

LayerWriter::~LayerWriter() = default;

LayerWriter::Pair LayerWriter::pair_of(const LayerPlan &layer, const Weights &before) const
{
    const auto &to = plan_.target->architecture.layer(layer.target).path;
    Pair pair{nullptr, &before.at(to + ".weight"), nullptr, before.find(to + ".bias")};
    if (layer.source.is_valid()) {
        const auto &from = plan_.source->architecture.layer(layer.source).path;
        pair.from = &plan_.source->weights.at(from + ".weight");
        pair.bias_from = plan_.source->weights.find(from + ".bias");
    }
    return pair;
}

std::optional<Tensor> LayerWriter::write(const LayerPlan &layer, const Weights &before,
                                         std::span<float> weight, KernelCounts *counts)
{
    const auto pair = pair_of(layer, before);
    auto bias = write_by_action(layer, pair, weight, counts);
    if (plan_.strategy.control != Control::NormOnly)
        return bias;
    const Tensor transferred(pair.to->shape(), DType::Float32, nullptr, weight.data());
    std::ranges::copy(with_norm_of(*pair.to, transferred).values(), weight.begin());
    if (counts)
        counts->from_source = counts->distinct_source = 0;
    return {};
}

std::optional<Tensor> LayerWriter::write_by_action(const LayerPlan &layer, const Pair &pair,
                                                   std::span<float> weight, KernelCounts *counts)
{
    switch (layer.action) {
    case LayerAction::Variance:
        return write_convolution(layer, pair, weight, counts);
    case LayerAction::Statistics:
        return write_linear(layer, pair, weight);
    case LayerAction::Clip:
        std::ranges::copy(clip_onto(*pair.from, *pair.to).values(), weight.begin());
        if (counts)
            *counts = count_clipped(pair.from->shape(), pair.to->shape());
        return pair.bias_from && pair.bias_to
                   ? std::optional(clip_onto(*pair.bias_from, *pair.bias_to))
                   : std::nullopt;
    case LayerAction::Keep:
        break;
    }
    std::ranges::copy(pair.to->values(), weight.begin());
    return {};
}

std::optional<Tensor> LayerWriter::write_convolution(const LayerPlan &layer, const Pair &pair,
                                                     std::span<float> weight, KernelCounts *counts)
{
    auto generator = layer.start;
    auto &source = prepared(layer, *pair.from, pair.to->shape()[3], generator);
    write_by_variance(source, *pair.to, options_, generator, crew_, weight, counts);
    if (!pair.bias_from || !pair.bias_to)
        return {};
    return fit_by_repeating(*pair.bias_from, pair.bias_to->shape(), generator);
}

PreparedSource &LayerWriter::prepared(const LayerPlan &layer, const Tensor &source,
                                      std::int64_t size, Generator &generator)
{
    std::erase_if(prepared_, [&](const Entry &entry) { return entry.source != layer.source; });
    const auto known = std::ranges::find(prepared_, size, &Entry::size);
    if (known != prepared_.end()) {
        skip_resize(source.shape(), size, options_.resize, generator);
        return *known->prepared;
    }
    auto made = std::make_unique<PreparedSource>(source, size, options_.resize, generator, crew_);
    // A border that is drawn belongs to one target layer alone.
    const bool drawn = source.shape()[3] < size && options_.resize.pad == PadMethod::Init;
    prepared_.push_back({drawn ? LayerId() : layer.source, size, std::move(made)});
    return *prepared_.back().prepared;
}

std::optional<Tensor> LayerWriter::write_linear(const LayerPlan &layer, const Pair &pair,
                                                std::span<float> weight)
{
    const auto &statistics = plan_.fc_statistics();
    auto generator = layer.start;
    fill_normal(crew_, generator, weight, statistics.mean, statistics.deviation);
    return pair.bias_to ? std::optional(Tensor(pair.bias_to->shape())) : std::nullopt;
}

} // namespace tlvfc
