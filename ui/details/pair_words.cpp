#include "ui/details/pair_words.h"

#include "core/transfer/selection.h"

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

QString controlText(Control control)
{
    switch (control) {
    case Control::UntrainedSource:
        return PairWords::tr("The source stands here newly initialized.");
    case Control::ShuffledSource:
        return PairWords::tr("The source stands here with the weights of each tensor in random "
                             "order.");
    case Control::None:
    case Control::NormOnly:
        break;
    }
    return {};
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
    if (!source)
        return after;
    const auto shapes = PairWords::tr("%1 → %2").arg(shapeText(*source), after);
    if (!layer.score || layer.action == LayerAction::Statistics)
        return shapes;
    return PairWords::tr("%1 · score %2").arg(shapes).arg(*layer.score, 0, 'f', 2);
}

QString caseText(const TransferPlan &plan, const LayerPlan &layer)
{
    QStringList sentences{sentence(layer.reason), sentence(layer.summary)};
    if (layer.action != LayerAction::Keep)
        sentences << controlText(plan.strategy.control);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString sharesText(const PairFacts &facts)
{
    if (!facts.hasKernels())
        return {};
    const auto all = facts.kernels();
    const auto some = [&](const QString &words) {
        return words.arg(countText(facts.taken()), countText(all))
            .arg(100.0 * static_cast<double>(facts.taken()) / static_cast<double>(all), 0, 'f', 1);
    };
    QString taken;
    if (facts.overlaid > 0)
        taken = facts.taken() == all
                    ? PairWords::tr("All %1 kernels have one of the source in their middle")
                          .arg(countText(all))
                    : some(PairWords::tr("%1 of %2 kernels (%3 %) have one of the source in their "
                                         "middle"));
    else
        taken = facts.taken() == all
                    ? PairWords::tr("All %1 kernels come from the source").arg(countText(all))
                    : some(PairWords::tr("%1 of %2 kernels (%3 %) come from the source"));
    const auto sources = static_cast<std::int64_t>(facts.sourceSurvives.size());
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
    const auto from = facts.detail->resized_source.shape()[1];
    const auto to = facts.detail->before.shape()[1];
    if (facts.layer.action != LayerAction::Variance || from == to)
        return note;
    const auto &strategy = facts.plan->strategy;
    const auto rule = from > to ? strategy.keep : strategy.remove;
    const auto name = option_name(rule);
    if (measure_of(rule) == Measure::Variance)
        return PairWords::tr("%1 Which kernels of a filter are chosen is up to chance and the "
                             "order of sorting.")
            .arg(note);
    return PairWords::tr("%1 The rule %2 does not look at it.")
        .arg(note, QString::fromUtf8(name.data(), std::ssize(name)));
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
    case KernelOrigin::Kind::Overlaid:
        return PairWords::tr("from the source: filter %1, kernel %2, in the middle of the target's "
                             "own")
            .arg(origin.filter)
            .arg(origin.kernel);
    case KernelOrigin::Kind::Kept:
        if (facts.isClipped())
            return PairWords::tr("the target's own, kept");
        return PairWords::tr("the target's own, kept: filter %1, kernel %2 before")
            .arg(origin.filter)
            .arg(origin.kernel);
    case KernelOrigin::Kind::Drawn:
        break;
    }
    return PairWords::tr("drawn anew for this layer (He normal)");
}

} // namespace tlvfc::ui
