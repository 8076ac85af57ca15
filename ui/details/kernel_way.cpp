#include "ui/details/kernel_way.h"

#include "ui/details/pair_words.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostPlaces = 4;

struct WayWords
{
    Q_DECLARE_TR_FUNCTIONS(WayWords)
};

template <typename Enum>
QString name(Enum value)
{
    const auto text = option_name(value);
    return QString::fromUtf8(text.data(), std::ssize(text));
}

/// "resized from 7×7 to 3×3 by average pooling".
QString resizing(const PairFacts &facts)
{
    const auto from = facts.detail->source_weight.shape();
    const auto to = facts.detail->resized_source.shape();
    if (from == to || facts.isClipped())
        return {};
    const auto &strategy = facts.plan->strategy;
    const auto how = from[2] > to[2] ? WayWords::tr("by %1 pooling").arg(name(strategy.pool))
                                     : WayWords::tr("with %1 padding").arg(name(strategy.pad));
    return WayWords::tr("resized from %1×%1 to %2×%2 %3").arg(from[2]).arg(to[2]).arg(how);
}

/// By which rules it was among those that are taken over.
QString keeping(const PairFacts &facts)
{
    const auto &source = facts.detail->resized_source.shape();
    const auto &target = facts.detail->before.shape();
    QStringList words;
    if (source[0] > target[0])
        words << WayWords::tr("its filter among %1 of %2").arg(target[0]).arg(source[0]);
    if (source[1] > target[1])
        words << WayWords::tr("itself among %1 of the filter's %2").arg(target[1]).arg(source[1]);
    return words.isEmpty()
               ? QString()
               : WayWords::tr("kept by %1: %2")
                     .arg(name(facts.plan->strategy.keep), words.join(WayWords::tr(", and ")));
}

/// Over what of the target's own it was put.
QString overwriting(const PairFacts &facts, std::int64_t filterBefore)
{
    const auto &source = facts.detail->resized_source.shape();
    const auto &target = facts.detail->before.shape();
    QStringList words;
    if (source[0] < target[0])
        words << WayWords::tr("filter %1 of the target").arg(filterBefore);
    if (source[1] < target[1])
        words << WayWords::tr("one of its %1 kernels").arg(target[1]);
    return words.isEmpty()
               ? QString()
               : WayWords::tr("put over %1, chosen by %2")
                     .arg(words.join(WayWords::tr(", over ")), name(facts.plan->strategy.remove));
}

} // namespace

QString wayText(const PairFacts &facts, KernelPlace finished)
{
    const auto origin = facts.originOf(finished);
    QStringList lines{originText(facts, finished)};
    if (facts.isClipped())
        return lines.join(QLatin1Char('\n'));
    const auto before = facts.detail->filter_permutation[static_cast<std::size_t>(finished.row)];
    if (origin.kind == KernelOrigin::Kind::Source)
        lines << resizing(facts) << keeping(facts) << overwriting(facts, before);
    lines << WayWords::tr("shuffled: filter %1 became filter %2, the kernel its number %3")
                 .arg(before)
                 .arg(finished.row)
                 .arg(finished.column);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString fateText(const PairFacts &facts, KernelPlace source)
{
    const auto places = facts.placesOfSource(source);
    if (places.empty()) {
        const auto isKept = facts.sourceKept[static_cast<std::size_t>(source.row)] != 0;
        return isKept ? WayWords::tr("not in the finished layer, though its filter was chosen")
                      : WayWords::tr("not in the finished layer: its filter was left out");
    }
    QStringList words;
    for (std::size_t i = 0; i < std::min(places.size(), mostPlaces); ++i)
        words << WayWords::tr("filter %1, kernel %2").arg(places[i].row).arg(places[i].column);
    auto text = WayWords::tr("goes to %1").arg(words.join(QStringLiteral("; ")));
    if (places.size() > mostPlaces)
        text += counted(qint64(places.size() - mostPlaces), WayWords::tr(" and 1 place more"),
                        WayWords::tr(" and %1 places more"));
    return text;
}

} // namespace tlvfc::ui
