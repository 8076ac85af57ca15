#include "ui/learn/tour_facts.h"

#include "core/nets/feature_widths.h"

#include <algorithm>
#include <set>

namespace tlvfc::ui {

namespace {

using Value = std::optional<QVariant>;

Value whole(std::int64_t number) { return QVariant(static_cast<qlonglong>(number)); }

Value placeOf(const std::vector<float> &values, bool isLargest)
{
    if (values.empty())
        return {};
    const auto found =
        isLargest ? std::ranges::max_element(values) : std::ranges::min_element(values);
    return whole(found - values.begin());
}

Value ofDetail(const TourFact &fact, const LayerDetail &detail)
{
    const auto &name = fact.name;
    if (name == QLatin1String("largest-variance"))
        return placeOf(detail.source_filter_variance, true);
    if (name == QLatin1String("smallest-variance"))
        return placeOf(detail.source_filter_variance, false);
    if (name == QLatin1String("kernels-from-source"))
        return whole(detail.kernels_from_source());
    if (name == QLatin1String("kept-filters"))
        return whole(std::ssize(detail.kept_source_filters));
    if (name == QLatin1String("overwritten-filters")) {
        const std::set<std::int64_t> different(detail.overwritten_target_filters.begin(),
                                               detail.overwritten_target_filters.end());
        return whole(std::ssize(different));
    }
    if (name == QLatin1String("place-of-filter")) {
        const auto &places = detail.filter_permutation;
        const auto found = std::ranges::find(places, static_cast<std::int64_t>(fact.number));
        return found == places.end() ? Value() : whole(found - places.begin());
    }
    return {};
}

Value filtersOf(const Architecture &architecture, LayerId layer)
{
    const auto &shape = architecture.layer(layer).weight_shape;
    return shape && !shape->empty() ? whole(shape->front()) : Value();
}

Value ofPlan(const TourFact &fact, const TransferPlan &plan, LayerId layerId)
{
    const auto &name = fact.name;
    if (name == QLatin1String("matched-layers"))
        return whole(std::ranges::count_if(
            plan.layers, [](const LayerPlan &layer) { return layer.source.is_valid(); }));
    const auto *layer = layerId.is_valid() ? plan.find(layerId) : nullptr;
    if (layer && name == QLatin1String("target-filters"))
        return filtersOf(plan.target->architecture, layerId);
    if (layer && layer->source.is_valid() && plan.source) {
        const auto &source = plan.source->architecture;
        if (name == QLatin1String("source-filters"))
            return filtersOf(source, layer->source);
        if (name == QLatin1String("serving-layer"))
            return QString::fromStdString(source.layer(layer->source).path);
    }
    const bool isMean = name == QLatin1String("fc-mean");
    if ((isMean || name == QLatin1String("fc-deviation")) &&
        plan.strategy.fc == FcMethod::Statistics && plan.source)
        return isMean ? plan.fc_statistics().mean : plan.fc_statistics().deviation;
    return {};
}

} // namespace

std::optional<QVariant> readFact(const TourFact &fact, const OpenTransfer &open)
{
    if (!open.plan)
        return {};
    if (fact.name == QLatin1String("crossover-width")) {
        if (!open.source || !open.plan->target)
            return {};
        return whole(std::min(pooled_width(open.source->architecture),
                              penultimate_width(open.plan->target->architecture)));
    }
    const auto layer = fact.layer.isEmpty()
                           ? open.selected
                           : open.plan->target->architecture.find(fact.layer.toStdString());
    if (const auto value = ofPlan(fact, *open.plan, layer))
        return value;
    const bool isOfLayer = open.detail && layer.is_valid() && open.detail->target == layer;
    return isOfLayer ? ofDetail(fact, *open.detail) : Value();
}

} // namespace tlvfc::ui
