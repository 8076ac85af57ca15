#include "ui/inspect/match_words.h"

#include "core/base/option_values.h"
#include "core/transfer/layer_fit.h"

#include <QCoreApplication>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostPairsTold = 5;

struct MatchWords
{
    Q_DECLARE_TR_FUNCTIONS(MatchWords)
};

bool isNormOnly(const TransferPlan &plan) { return plan.strategy.control == Control::NormOnly; }

bool matchesPairs(const Strategy &strategy)
{
    return acts_on(strategy, LayerKind::Conv2d) || acts_on(strategy, LayerKind::Linear);
}

QString countsText(const TransferPlan &plan)
{
    const auto &counts = plan.counts;
    const auto words = isNormOnly(plan)
                           ? MatchWords::tr("%1 of %2 source layers give their norm to %3 of %4 "
                                            "target layers")
                           : MatchWords::tr("%1 of %2 source layers serve %3 of %4 target layers");
    return words.arg(counts.matched_from)
        .arg(counts.all_from)
        .arg(counts.matched_to)
        .arg(counts.all_to);
}

QString controlText(Control control)
{
    switch (control) {
    case Control::UntrainedSource:
        return MatchWords::tr(" · source untrained");
    case Control::ShuffledSource:
        return MatchWords::tr(" · source shuffled");
    case Control::None:
    case Control::NormOnly:
        break;
    }
    return {};
}

QString pairText(const TransferPlan &plan, const MatchLink &link)
{
    const auto path = [](const Network &network, LayerId layer) {
        return QString::fromStdString(network.architecture.layer(layer).path).toHtmlEscaped();
    };
    const auto pair = QStringLiteral("<b>%1 → %2</b>")
                          .arg(path(*plan.source, link.source), path(*plan.target, link.target));
    const auto *layer = plan.find(link.target);
    // Statistics go from every fully connected layer to each: the score is of one pair of them.
    if (!layer || !layer->score || layer->source != link.source)
        return pair;
    return MatchWords::tr("%1 · score %2").arg(pair).arg(*layer->score, 0, 'f', 2);
}

} // namespace

QString matchText(const TransferPlan &plan)
{
    if (!plan.strategy.transfers())
        return MatchWords::tr("This method takes nothing from a source: every layer stays as it is "
                              "initialized") +
               controlText(plan.strategy.control);
    const bool hasStatistics = std::ranges::find(plan.layers, LayerAction::Statistics,
                                                 &LayerPlan::action) != plan.layers.end();
    QString text;
    if (matchesPairs(plan.strategy)) {
        text = countsText(plan);
        if (hasStatistics)
            text += isNormOnly(plan) ? MatchWords::tr(" · fully connected: norm of the statistics")
                                     : MatchWords::tr(" · fully connected: statistics");
    } else {
        text = hasStatistics ? MatchWords::tr("Fully connected layers take the source's statistics "
                                              "over; every other layer stays as it is initialized")
                             : MatchWords::tr("One of the two has no fully connected layer: every "
                                              "layer stays as it is initialized");
    }
    const auto locked = std::ranges::count(plan.layers, PairOrigin::Locked, &LayerPlan::origin);
    text += controlText(plan.strategy.control);
    if (locked > 0)
        text += MatchWords::tr(" · %1 locked").arg(locked);
    return text;
}

QString agreementText(const TransferPlan &plan, const TransferPlan &other)
{
    std::size_t agreed = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        const auto &here = plan.layers[i];
        const auto &there = other.layers[i];
        all += here.source.is_valid() || there.source.is_valid() ? 1 : 0;
        agreed += here.source.is_valid() && here.source == there.source ? 1 : 0;
    }
    const auto nameOf = [](const TransferPlan &of) {
        const auto name = option_name(of.strategy.matching);
        return QString::fromUtf8(name.data(), std::ssize(name));
    };
    return MatchWords::tr(" · %1 and %2 agree on %3 of %4 layers")
        .arg(nameOf(plan), nameOf(other))
        .arg(agreed)
        .arg(all);
}

QString curveText(const TransferPlan &plan, const std::vector<MatchLink> &links,
                  const MatchCurve &curve)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(curve.links.size(), mostPairsTold); ++i)
        lines << pairText(plan, links[static_cast<std::size_t>(curve.links[i])]);
    if (curve.links.size() > mostPairsTold)
        lines << MatchWords::tr("and %1 more pairs").arg(curve.links.size() - mostPairsTold);
    const auto &first = links[static_cast<std::size_t>(curve.links.front())];
    if (const auto *layer = plan.find(first.target); layer && curve.links.size() == 1) {
        lines << QString::fromStdString(layer->reason).toHtmlEscaped()
              << QString::fromStdString(layer->summary).toHtmlEscaped();
    }
    return lines.join(QStringLiteral("<br>"));
}

QHash<int, QString> targetRemarks(const TransferPlan &plan)
{
    QHash<int, QString> remarks;
    for (const auto &layer : plan.layers) {
        if (layer.action == LayerAction::Keep)
            remarks.insert(layer.target.value, QString::fromStdString(layer.reason));
    }
    return remarks;
}

QHash<int, QString> sourceRemarks(const TransferPlan &plan)
{
    QHash<int, QString> remarks;
    if (!plan.source)
        return remarks;
    const auto &layers = plan.source->architecture.layers;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!layers[i].weight_shape)
            continue;
        remarks.insert(static_cast<int>(i),
                       acts_on(plan.strategy, layers[i].kind)
                           ? MatchWords::tr("serves no layer of the target")
                           : QString::fromStdString(why_left_alone(plan.strategy, layers[i].kind)));
    }
    for (const auto &unused : plan.unused_sources)
        remarks.insert(unused.layer.value, QString::fromStdString(unused.reason));
    for (const auto &link : linksOf(plan))
        remarks.remove(link.source.value);
    return remarks;
}

} // namespace tlvfc::ui
