#include "core/transfer/layer_detail.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/transfer/bias.h"
#include "core/transfer/clip_detail.h"
#include "core/transfer/controls.h"
#include "core/transfer/variance.h"
#include "core/transfer/variance_transfer.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tlvfc {

namespace {

const Tensor &weight_of(const Network &network, LayerId id)
{
    return network.weights.at(network.architecture.layer(id).path + ".weight");
}

const Tensor *bias_of(const Network &network, LayerId id)
{
    return network.weights.find(network.architecture.layer(id).path + ".bias");
}

/// A layer that takes no kernels: every one is kept, or was drawn.
LayerDetail detail_without_source(const Tensor &weight)
{
    LayerDetail detail;
    detail.before = weight;
    detail.after = weight;
    return detail;
}

LayerDetail convolution_detail(const TransferPlan &plan, const LayerPlan &layer,
                               const std::stop_token &stop)
{
    auto generator = layer.start;
    auto detail = transfer_by_variance(weight_of(*plan.source, layer.source),
                                       weight_of(*plan.target, layer.target),
                                       VarianceOptions::from(plan.strategy), generator, stop);
    const auto *from = bias_of(*plan.source, layer.source);
    const auto *to = bias_of(*plan.target, layer.target);
    if (from && to)
        detail.bias_after = fit_by_repeating(*from, to->shape(), generator);
    return detail;
}

LayerDetail clipped_detail(const TransferPlan &plan, const LayerPlan &layer)
{
    auto detail =
        clip_detail(weight_of(*plan.source, layer.source), weight_of(*plan.target, layer.target));
    const auto *from = bias_of(*plan.source, layer.source);
    const auto *to = bias_of(*plan.target, layer.target);
    if (from && to)
        detail.bias_after = clip_onto(*from, *to);
    return detail;
}

/// What the transfer would give serves as the measure alone.
void keep_norm_only(LayerDetail &detail)
{
    detail.after = with_norm_of(detail.before, detail.after);
    detail.bias_after.reset();
    for (std::size_t i = 0; i < detail.origins.size(); ++i) {
        const auto columns = static_cast<std::size_t>(detail.before.shape()[1]);
        detail.origins[i] = {KernelOrigin::Kind::Kept, static_cast<std::int32_t>(i / columns),
                             static_cast<std::int32_t>(i % columns)};
    }
    detail.kept_source_filters.clear();
    detail.overwritten_target_filters.clear();
    detail.filter_permutation.clear();
}

LayerDetail statistics_detail(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto &statistics = plan.fc_statistics();
    auto detail = detail_without_source(weight_of(*plan.target, layer.target));
    auto generator = layer.start;
    generator.normal(detail.after.edit(), statistics.mean, statistics.deviation);
    if (const auto *bias = bias_of(*plan.target, layer.target))
        detail.bias_after = Tensor(bias->shape());
    return detail;
}

/// Variances only where a rule asked for them.
LayerDetail work_out_layer(const TransferPlan &plan, const LayerPlan &layer,
                           const std::stop_token &stop)
{
    auto detail = [&] {
        switch (layer.action) {
        case LayerAction::Variance:
            return convolution_detail(plan, layer, stop);
        case LayerAction::Statistics:
            return statistics_detail(plan, layer);
        case LayerAction::Clip:
            return clipped_detail(plan, layer);
        case LayerAction::Keep:
            break;
        }
        return detail_without_source(weight_of(*plan.target, layer.target));
    }();
    if (plan.strategy.control == Control::NormOnly && layer.action != LayerAction::Keep)
        keep_norm_only(detail);
    detail.target = layer.target;
    detail.source = layer.source;
    if (const auto *bias = bias_of(*plan.target, layer.target)) {
        detail.bias_before = *bias;
        if (!detail.bias_after)
            detail.bias_after = *bias;
    }
    return detail;
}

bool is_from_source(const KernelOrigin &origin)
{
    return origin.kind == KernelOrigin::Kind::Source || origin.kind == KernelOrigin::Kind::Overlaid;
}

} // namespace

std::int64_t LayerDetail::kernels_from_source() const
{
    return std::ranges::count_if(origins, is_from_source);
}

std::int64_t LayerDetail::distinct_source_kernels() const
{
    std::set<std::pair<std::int32_t, std::int32_t>> distinct;
    for (const auto &origin : origins) {
        if (is_from_source(origin))
            distinct.emplace(origin.filter, origin.kernel);
    }
    return std::ssize(distinct);
}

LayerDetail make_detail(const TransferPlan &plan, LayerId target, const std::stop_token &stop)
{
    const auto *layer = plan.find(target);
    if (!layer)
        throw invalid_request("the layer has no weights",
                              "layer " + plan.target->architecture.layer(target).path,
                              "choose one that has");
    throw_if_stopped(stop);
    auto detail = work_out_layer(plan, *layer, stop);
    const auto fill = [&stop](std::vector<float> &variances, const Tensor &weight,
                              std::size_t depth) {
        if (!variances.empty() || weight.shape().size() < 3)
            return;
        throw_if_stopped(stop);
        const auto &shape = weight.shape();
        const auto rows = depth == 1 ? shape[0] : shape[0] * shape[1];
        variances = row_variances(weight.values(), rows);
    };
    fill(detail.source_filter_variance, detail.resized_source, 1);
    fill(detail.source_kernel_variance, detail.resized_source, 2);
    fill(detail.target_filter_variance, detail.before, 1);
    fill(detail.target_kernel_variance, detail.before, 2);
    return detail;
}

} // namespace tlvfc
