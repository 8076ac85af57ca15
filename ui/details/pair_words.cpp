#include "ui/details/pair_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace tlvfc::ui {

namespace {

constexpr std::size_t mostNumbers = 6;

struct PairWords
{
    Q_DECLARE_TR_FUNCTIONS(PairWords)
};

QString sentence(const std::string &words)
{
    auto text = QString::fromStdString(words).trimmed();
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

} // namespace

QString countText(std::int64_t count) { return QLocale().toString(static_cast<qlonglong>(count)); }

QString shapeText(const Shape &shape) { return QString::fromStdString(to_string(shape)); }

QString shapesText(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto &target = plan.target->architecture.layer(layer.target).weight_shape;
    const auto after = target ? shapeText(*target) : QString();
    if (!layer.source.is_valid() || !plan.source)
        return after;
    const auto &source = plan.source->architecture.layer(layer.source).weight_shape;
    return source ? PairWords::tr("%1 → %2").arg(shapeText(*source), after) : after;
}

QString caseText(const LayerPlan &layer)
{
    return (sentence(layer.reason) + QLatin1Char(' ') + sentence(layer.summary)).trimmed();
}

QString sharesText(const PairFacts &facts)
{
    if (!facts.hasKernels())
        return {};
    const auto all = facts.kernels();
    const auto sources = static_cast<std::int64_t>(facts.sourceSurvives.size());
    const auto taken =
        facts.fromSource == all
            ? PairWords::tr("All %1 kernels come from the source").arg(countText(all))
            : PairWords::tr("%1 of %2 kernels (%3 %) come from the source")
                  .arg(countText(facts.fromSource), countText(all))
                  .arg(100.0 * static_cast<double>(facts.fromSource) / static_cast<double>(all), 0,
                       'f', 1);
    const auto distinct =
        facts.distinct == sources
            ? PairWords::tr("all %1 different ones of its own survive").arg(countText(sources))
            : PairWords::tr("%1 different ones of its %2 survive")
                  .arg(countText(facts.distinct), countText(sources));
    return PairWords::tr("%1; %2.").arg(taken, distinct);
}

QString varianceNote(const PairFacts &facts)
{
    if (!facts.hasKernels() || !facts.isOneByOne())
        return {};
    const auto note = PairWords::tr("Kernels of 1×1 hold one weight each: their variance is 0 and "
                                    "carries no information.");
    const bool isChosenFrom =
        facts.detail->resized_source.shape()[1] != facts.detail->before.shape()[1];
    return isChosenFrom ? PairWords::tr("%1 Which kernels of a filter are chosen is up to chance "
                                        "and the order of sorting.")
                              .arg(note)
                        : note;
}

QString numbersText(const std::vector<int> &numbers)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(numbers.size(), mostNumbers); ++i)
        shown << QString::number(numbers[i]);
    const auto text = shown.join(QStringLiteral(", "));
    if (numbers.size() <= mostNumbers)
        return text;
    return PairWords::tr("%1 and %n more", nullptr, static_cast<int>(numbers.size() - mostNumbers))
        .arg(text);
}

QString originText(const PairFacts &facts, KernelPlace finished)
{
    const auto origin = facts.originOf(finished);
    switch (origin.kind) {
    case KernelOrigin::Kind::Source:
        return PairWords::tr("from the source: filter %1, kernel %2")
            .arg(origin.filter)
            .arg(origin.kernel);
    case KernelOrigin::Kind::Kept:
        return PairWords::tr("the target's own, kept: filter %1, kernel %2 before")
            .arg(origin.filter)
            .arg(origin.kernel);
    case KernelOrigin::Kind::Drawn:
        break;
    }
    return PairWords::tr("drawn anew for this layer (He normal)");
}

} // namespace tlvfc::ui
