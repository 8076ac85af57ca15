#include "ui/details/alignment_words.h"

#include "core/transfer/matching.h"
#include "ui/details/pair_words.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <functional>

namespace tlvfc::ui {

namespace {

using Step = AlignmentCell::Step;

struct AlignmentWords
{
    Q_DECLARE_TR_FUNCTIONS(AlignmentWords)
};

QString number(double value) { return QString::number(value, 'f', 3); }

std::vector<LayerId> layersOf(const LayerItem &item)
{
    if (!item.is_block())
        return {item.layer};
    std::vector<LayerId> layers;
    for (const auto &inner : item.items) {
        const auto below = layersOf(inner);
        layers.insert(layers.end(), below.begin(), below.end());
    }
    return layers;
}

/// The words of one level's items, ready for rich text.
class CellWords
{
public:
    CellWords(const TransferPlan &plan, const AlignmentLevel &level)
        : plan_(plan)
        , level_(level)
    {
    }

    QString source(std::size_t number) const
    {
        return bold(itemName(plan_.source->architecture, level_.sources[number - 1]));
    }
    QString target(std::size_t number) const
    {
        return bold(itemName(plan_.target->architecture, level_.targets[number - 1]));
    }

    QString served(const AlignmentStory &story, const CellCandidates::Serve &serve,
                   std::size_t target_number, std::size_t source_number) const
    {
        const auto count = target_number - serve.target;
        const auto names = count == 1 ? target(target_number)
                                      : AlignmentWords::tr("%1 to %2")
                                            .arg(target(serve.target + 1), target(target_number));
        auto words = AlignmentWords::tr("%1 serves %2").arg(source(source_number), names);
        if (story.matching == Matching::DpFlat && serve.source >= source_number)
            words += AlignmentWords::tr(", against the order");
        return words;
    }

    static QString sum(const AlignmentStory &story, const CellCandidates::Serve &serve,
                       std::size_t target_number, std::size_t source_number)
    {
        const auto count = target_number - serve.target;
        const auto gain = count == 1 ? AlignmentWords::tr("their score %1").arg(number(serve.gain))
                                     : AlignmentWords::tr("their %1 scores over √%1: %2")
                                           .arg(count)
                                           .arg(number(serve.gain));
        auto words = AlignmentWords::tr("%1 before + %2").arg(number(serve.before), gain);
        if (story.matching == Matching::DpFlat && serve.source >= source_number)
            words += AlignmentWords::tr(" − %1 for broken order").arg(-serve.penalty, 0, 'f', 1);
        return words;
    }

    static QString bold(const QString &name)
    {
        return QStringLiteral("<b>%1</b>").arg(name.toHtmlEscaped());
    }

private:
    const TransferPlan &plan_;
    const AlignmentLevel &level_;
};

QString row(bool isWinner, double value, const QString &words, const QString &how)
{
    const auto mark = isWinner ? QStringLiteral("✓") : QString();
    const auto figure = isWinner ? CellWords::bold(number(value)) : number(value);
    return QStringLiteral("<tr><td width='16'>%1</td><td align='right'>%2&nbsp;</td><td>%3"
                          "<br><small>%4</small></td></tr>")
        .arg(mark, figure, words, how);
}

} // namespace

QString itemName(const Architecture &architecture, const LayerItem &item)
{
    const auto layers = layersOf(item);
    if (layers.empty())
        return AlignmentWords::tr("nothing");
    auto parts =
        QString::fromStdString(architecture.layer(layers.front()).path).split(QLatin1Char('.'));
    if (!item.is_block())
        return parts.join(QLatin1Char('.'));
    parts.removeLast();
    for (const auto layer : layers) {
        const auto other =
            QString::fromStdString(architecture.layer(layer).path).split(QLatin1Char('.'));
        qsizetype same = 0;
        while (same < std::min(parts.size(), other.size()) && parts[same] == other[same])
            ++same;
        parts.resize(same);
    }
    return parts.isEmpty()
               ? AlignmentWords::tr("%1 and on")
                     .arg(QString::fromStdString(architecture.layer(layers.front()).path))
               : parts.join(QLatin1Char('.'));
}

QString itemText(const Architecture &architecture, const LayerItem &item)
{
    if (item.is_block())
        return counted(qint64(layersOf(item).size()), AlignmentWords::tr("%2, 1 layer"),
                       AlignmentWords::tr("%2, %1 layers"))
            .arg(itemName(architecture, item));
    const auto &record = architecture.layer(item.layer);
    const auto name = itemName(architecture, item);
    return record.weight_shape ? QStringLiteral("%1, %2").arg(name, shapeText(*record.weight_shape))
                               : name;
}

QString indexText(const TransferPlan &plan, LayerId target)
{
    QStringList sentences{
        AlignmentWords::tr("By index: among the layers of one kind, counted from 0, number d of "
                           "the target's D takes number round(S / D · d) of the source's S, halves "
                           "rounded to even and S − 1 at most.")};
    const auto nameOf = [](const Architecture &architecture, LayerId layer) {
        return QString::fromStdString(architecture.layer(layer).path);
    };
    for (const auto &group : plan.groups) {
        const auto here = std::ranges::find(group.targets, target, &LayerItem::layer);
        if (!target.is_valid() || here == group.targets.end() || group.sources.empty())
            continue;
        const auto d = static_cast<std::size_t>(here - group.targets.begin());
        const auto s = match_by_index(group.sources.size(), group.targets.size())[d];
        const auto exact = static_cast<double>(group.sources.size()) /
                           static_cast<double>(group.targets.size()) * static_cast<double>(d);
        sentences << AlignmentWords::tr(
                         "%1 is number %2 of %3: round(%4 / %3 · %2) = round(%5), so "
                         "number %6 of the source's %4: %7.")
                         .arg(nameOf(plan.target->architecture, target))
                         .arg(d)
                         .arg(group.targets.size())
                         .arg(group.sources.size())
                         .arg(exact, 0, 'g', 4)
                         .arg(s)
                         .arg(nameOf(plan.source->architecture, group.sources[s].layer));
        const auto *layer = plan.find(target);
        if (layer && layer->origin == PairOrigin::Locked && layer->source.is_valid())
            sentences << AlignmentWords::tr("A lock gives it %1 instead.")
                             .arg(nameOf(plan.source->architecture, layer->source));
    }
    return sentences.join(QLatin1Char('\n'));
}

QString cellText(const TransferPlan &plan, const AlignmentLevel &level, const AlignmentStory &story,
                 std::size_t target, std::size_t source)
{
    if (target == 0 || source == 0)
        return AlignmentWords::tr("An edge: with no %1 yet, nothing is aligned and the value is 0.")
            .arg(target == 0 ? AlignmentWords::tr("target") : AlignmentWords::tr("source"));
    const CellWords words(plan, level);
    const auto &to = level.targets[target - 1];
    const auto &from = level.sources[source - 1];
    const auto candidates = candidates_at(story, target, source);
    auto text = AlignmentWords::tr("<p>Target %1 of %2: %3<br>Source %4 of %5: %6<br>"
                                   "Alike by shape: %7 of 1</p>");
    if (from.is_block() && to.is_block())
        text = AlignmentWords::tr("<p>Target %1 of %2: %3<br>Source %4 of %5: %6<br>"
                                  "Two blocks, aligned within: %7 (click to open)</p>");
    text = text.arg(target)
               .arg(story.table.targets)
               .arg(itemText(plan.target->architecture, to).toHtmlEscaped())
               .arg(source)
               .arg(story.table.sources)
               .arg(itemText(plan.source->architecture, from).toHtmlEscaped())
               .arg(number(story.score(target - 1, source - 1)));
    text += AlignmentWords::tr("<p>The best of three:</p>");
    text += QStringLiteral("<table cellspacing='2'>");
    text += row(candidates.winner == Step::Serve, candidates.serve.value,
                words.served(story, candidates.serve, target, source),
                CellWords::sum(story, candidates.serve, target, source));
    text += row(candidates.winner == Step::SkipTarget, candidates.skip_target,
                AlignmentWords::tr("%1 stays without a source").arg(words.target(target)),
                AlignmentWords::tr("the value one target before"));
    text += row(candidates.winner == Step::SkipSource, candidates.skip_source,
                AlignmentWords::tr("%1 is passed by").arg(words.source(source)),
                AlignmentWords::tr("the value one source before"));
    return text + QStringLiteral("</table>");
}

QString stepBackText(const TransferPlan &plan, const AlignmentLevel &level,
                     std::pair<std::size_t, std::size_t> from,
                     std::pair<std::size_t, std::size_t> to)
{
    const CellWords words(plan, level);
    if (from.first == to.first)
        return AlignmentWords::tr("Way back: %1 is passed by").arg(words.source(from.second));
    if (from.second == to.second)
        return AlignmentWords::tr("Way back: %1 stays without a source")
            .arg(words.target(from.first));
    const auto first = words.target(to.first + 1);
    const auto last = words.target(from.first);
    return AlignmentWords::tr("Way back: %1 serves %2")
        .arg(words.source(from.second),
             first == last ? last : AlignmentWords::tr("%1 to %2").arg(first, last));
}

} // namespace tlvfc::ui
