#include "ui/details/pair_facts.h"

#include "core/base/progress.h"
#include "core/transfer/variance.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tlvfc::ui {

namespace {

using Kind = KernelOrigin::Kind;

std::size_t at(std::int64_t row, std::int64_t column, std::int64_t columns)
{
    return static_cast<std::size_t>(row * columns + column);
}

void countOrigins(PairFacts &facts)
{
    const auto &detail = *facts.detail;
    const auto sourceColumns = detail.resized_source.shape()[1];
    const auto columns = detail.before.shape()[1];
    facts.sourceSurvives.assign(detail.source_kernel_variance.size(), 0);
    facts.beforeSurvives.assign(detail.target_kernel_variance.size(), 0);
    facts.goesTo.resize(static_cast<std::size_t>(detail.resized_source.shape()[0]));
    for (std::size_t i = 0; i < detail.origins.size(); ++i) {
        const auto &origin = detail.origins[i];
        const auto finished = static_cast<int>(i / static_cast<std::size_t>(columns));
        switch (origin.kind) {
        case Kind::Overlaid:
            facts.beforeSurvives[i] = 1; // its border
            [[fallthrough]];
        case Kind::Source: {
            ++(origin.kind == Kind::Source ? facts.fromSource : facts.overlaid);
            facts.sourceSurvives[at(origin.filter, origin.kernel, sourceColumns)] = 1;
            auto &served = facts.goesTo[static_cast<std::size_t>(origin.filter)];
            if (served.empty() || served.back() != finished)
                served.push_back(finished);
            break;
        }
        case Kind::Kept:
            ++facts.kept;
            facts.beforeSurvives[at(origin.filter, origin.kernel, columns)] = 1;
            break;
        case Kind::Drawn:
            ++facts.drawn;
            break;
        }
    }
    facts.distinct = std::ranges::count(facts.sourceSurvives, 1);
}

void markFilters(PairFacts &facts)
{
    const auto &detail = *facts.detail;
    const auto mark = [](std::vector<char> &marks, const std::vector<std::int64_t> &chosen) {
        for (const auto filter : chosen)
            marks[static_cast<std::size_t>(filter)] = 1;
    };
    facts.sourceKept.assign(detail.source_filter_variance.size(), 0);
    mark(facts.sourceKept, detail.kept_source_filters);
    // Where the source has as many filters or more, every target filter takes something over.
    const bool isEveryOne =
        detail.overwritten_target_filters.empty() && !detail.kept_source_filters.empty();
    facts.targetOverwritten.assign(detail.target_filter_variance.size(), isEveryOne ? 1 : 0);
    mark(facts.targetOverwritten, detail.overwritten_target_filters);
    facts.targetVariance = facts.isRedrawn()
                               ? row_variances(detail.drawn.values(), detail.drawn.shape()[0])
                               : detail.target_filter_variance;

    facts.finishedAs.assign(detail.filter_permutation.size(), 0);
    for (std::size_t i = 0; i < detail.filter_permutation.size(); ++i)
        facts.finishedAs[static_cast<std::size_t>(detail.filter_permutation[i])] =
            static_cast<int>(i);
}

void choosePictureScale(PairFacts &facts, const std::stop_token &stop)
{
    double highest = 0.0;
    for (const auto *tensor :
         {&facts.detail->resized_source, &facts.detail->before, &facts.detail->after}) {
        throw_if_stopped(stop);
        const auto values = tensor->values();
        for (const double share : {0.0025, 0.9975})
            facts.pictureScale =
                std::max(facts.pictureScale, std::abs(sampledQuantile(values, share)));
        for (const float value : values)
            highest = std::max(highest, static_cast<double>(std::abs(value)));
    }
    if (facts.pictureScale == 0.0)
        facts.pictureScale = highest > 0.0 ? highest : 1.0;
    facts.isPictureClipped = highest > facts.pictureScale;
}

const Tensor *sourceWeight(const PairFacts &facts)
{
    if (!facts.layer.source.is_valid() || !facts.plan->source)
        return nullptr;
    const auto &network = *facts.plan->source;
    return network.weights.find(network.architecture.layer(facts.layer.source).path + ".weight");
}

/// A VGG's hundred million weights are drawn from every so many of them.
void gatherFcSources(PairFacts &facts, const FcStatistics &statistics)
{
    constexpr std::size_t mostPooled = 2'000'000;
    const auto &network = *facts.plan->source;
    std::vector<std::span<const float>> weights;
    std::size_t all = 0;
    for (const auto &source : statistics.sources) {
        const auto &path = network.architecture.layer(source.layer).path;
        weights.push_back(network.weights.at(path + ".weight").values());
        all += weights.back().size();
        facts.fcSources.push_back({QString::fromStdString(path), weightNumbers(weights.back())});
    }
    const auto step = all / mostPooled + 1;
    std::vector<float> pooled;
    pooled.reserve(all / step + weights.size());
    for (const auto layer : weights) {
        for (std::size_t i = 0; i < layer.size(); i += step)
            pooled.push_back(layer[i]);
    }
    facts.fcBins = binWeights({}, pooled);
}

void gatherDistribution(PairFacts &facts, const std::stop_token &stop)
{
    const auto &detail = *facts.detail;
    const bool isChanged = facts.layer.action != LayerAction::Keep;
    facts.beforeNumbers = weightNumbers(detail.before.values());
    facts.afterNumbers = isChanged ? weightNumbers(detail.after.values()) : facts.beforeNumbers;
    throw_if_stopped(stop);
    facts.bins = binWeights(detail.before.values(),
                            isChanged ? detail.after.values() : std::span<const float>());
    throw_if_stopped(stop);
    if (const auto *weight = sourceWeight(facts))
        facts.sourceNumbers = weightNumbers(weight->values());
    if (isChanged && detail.bias_before && detail.bias_after &&
        !std::ranges::equal(detail.bias_before->values(), detail.bias_after->values())) {
        facts.biasBefore = weightNumbers(detail.bias_before->values());
        facts.biasAfter = weightNumbers(detail.bias_after->values());
    }
    if (facts.layer.action == LayerAction::Statistics && !facts.isNormOnly()) {
        const auto &statistics = facts.plan->fc_statistics();
        facts.normal = NormalCurve{statistics.mean, statistics.deviation};
        gatherFcSources(facts, statistics);
    }
}

} // namespace

WeightNumbers weightNumbers(std::span<const float> weights)
{
    WeightNumbers numbers;
    numbers.count = std::ssize(weights);
    if (weights.empty())
        return numbers;
    double sum = 0.0;
    numbers.lowest = numbers.highest = weights.front();
    for (const double weight : weights) {
        sum += weight;
        numbers.norm += weight * weight;
        numbers.lowest = std::min(numbers.lowest, weight);
        numbers.highest = std::max(numbers.highest, weight);
    }
    numbers.norm = std::sqrt(numbers.norm);
    numbers.mean = sum / static_cast<double>(weights.size());
    double squares = 0.0;
    for (const double weight : weights)
        squares += (weight - numbers.mean) * (weight - numbers.mean);
    if (weights.size() > 1)
        numbers.deviation = std::sqrt(squares / static_cast<double>(weights.size() - 1));
    return numbers;
}

bool PairFacts::isOneByOne() const
{
    const auto &shape = detail->before.shape();
    return shape.size() == 4 && shape[2] == 1 && shape[3] == 1;
}

std::span<const KernelOrigin> PairFacts::originsOf(int finishedFilter) const
{
    const auto columns = static_cast<std::size_t>(detail->before.shape()[1]);
    return std::span(detail->origins)
        .subspan(static_cast<std::size_t>(finishedFilter) * columns, columns);
}

std::vector<int> PairFacts::sourcesOf(int finishedFilter) const
{
    std::map<int, int> counts;
    for (const auto &origin : originsOf(finishedFilter)) {
        if (isTaken(origin))
            ++counts[origin.filter];
    }
    std::vector<int> filters;
    for (const auto &[filter, count] : counts)
        filters.push_back(filter);
    std::ranges::stable_sort(filters, std::ranges::greater(), [&](int f) { return counts[f]; });
    return filters;
}

template <typename Holds>
std::vector<KernelPlace> PairFacts::placesWhere(Holds holds) const
{
    std::vector<KernelPlace> places;
    const auto columns = static_cast<std::size_t>(detail->before.shape()[1]);
    for (std::size_t i = 0; i < detail->origins.size(); ++i) {
        const KernelPlace place{static_cast<int>(i / columns), static_cast<int>(i % columns)};
        if (holds(detail->origins[i], place))
            places.push_back(place);
    }
    return places;
}

std::vector<KernelPlace> PairFacts::placesOfSource(KernelPlace kernel) const
{
    return placesWhere([kernel](const KernelOrigin &origin, KernelPlace) {
        return isTaken(origin) && KernelPlace{origin.filter, origin.kernel} == kernel;
    });
}

std::vector<KernelPlace> PairFacts::placesOfOwn(KernelPlace kernel) const
{
    return placesWhere([kernel](const KernelOrigin &origin, KernelPlace place) {
        if (origin.kind == Kind::Overlaid)
            return place == kernel;
        return origin.kind == Kind::Kept && KernelPlace{origin.filter, origin.kernel} == kernel;
    });
}

KernelOrigin PairFacts::originOf(KernelPlace finished) const
{
    return originsOf(finished.row)[static_cast<std::size_t>(finished.column)];
}

std::vector<char> survivingFilters(const PairFacts &facts)
{
    auto survives = facts.sourceKept;
    for (std::size_t filter = 0; filter < survives.size(); ++filter)
        survives[filter] = survives[filter] && !facts.goesTo[filter].empty();
    return survives;
}

int lostFilters(const PairFacts &facts)
{
    return static_cast<int>(std::ranges::count(facts.sourceKept, char(1)) -
                            std::ranges::count(survivingFilters(facts), char(1)));
}

std::shared_ptr<const PairFacts> gatherFacts(std::shared_ptr<const TransferPlan> plan,
                                             std::shared_ptr<const LayerDetail> detail,
                                             const std::stop_token &stop)
{
    auto facts = std::make_shared<PairFacts>();
    facts->plan = std::move(plan);
    facts->detail = std::move(detail);
    if (const auto *layer = facts->plan->find(facts->detail->target))
        facts->layer = *layer;
    if (facts->hasKernels()) {
        countOrigins(*facts);
        markFilters(*facts);
        choosePictureScale(*facts, stop);
    }
    gatherDistribution(*facts, stop);
    return facts;
}

} // namespace tlvfc::ui
