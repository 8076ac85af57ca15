#include "ui/inspect/match_legend.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tlvfc::ui {

namespace {

struct LegendWords
{
    Q_DECLARE_TR_FUNCTIONS(MatchLegend)
};

using Words = std::pair<MatchCurve, QString>;

std::vector<Words> actionWords(const std::vector<MatchLink> &links)
{
    std::vector<Words> words;
    for (const auto &[action, text] :
         {std::pair(LayerAction::Variance, LegendWords::tr("variance")),
          std::pair(LayerAction::Clip, LegendWords::tr("clipped")),
          std::pair(LayerAction::Statistics, LegendWords::tr("statistics"))}) {
        for (const bool isNorm : {false, true}) {
            const bool occurs = std::ranges::any_of(links, [&, a = action](const MatchLink &link) {
                return link.action == a && link.isNorm == isNorm;
            });
            if (!occurs)
                continue;
            MatchCurve curve;
            curve.action = action;
            curve.isNorm = isNorm;
            words.emplace_back(curve, isNorm ? LegendWords::tr("norms") : text);
        }
    }
    return words;
}

std::vector<Words> scoreWords()
{
    std::vector<Words> words;
    for (const auto &[score, text] : {std::pair(1.0, LegendWords::tr("score 1")),
                                      std::pair(0.6, LegendWords::tr("0.5 and more")),
                                      std::pair(0.2, LegendWords::tr("less"))}) {
        MatchCurve curve;
        curve.score = score;
        words.emplace_back(curve, text);
    }
    return words;
}

std::vector<Words> kindWords(const std::vector<MatchLink> &links)
{
    std::vector<Words> words;
    for (const auto &[kind, text] :
         {std::pair(LayerKind::Conv2d, LegendWords::tr("convolutions")),
          std::pair(LayerKind::Linear, LegendWords::tr("fully connected")),
          std::pair(LayerKind::BatchNorm2d, LegendWords::tr("norms"))}) {
        if (std::ranges::find(links, kind, &MatchLink::kind) == links.end())
            continue;
        MatchCurve curve;
        curve.kind = kind;
        words.emplace_back(curve, text);
    }
    return words;
}

std::vector<Words> overlayWords(const MatchLegend &legend)
{
    std::vector<Words> words;
    for (const auto &[agreement, text] :
         {std::pair(Agreement::Both, LegendWords::tr("both")),
          std::pair(Agreement::ThisOnly, LegendWords::tr("%1 alone").arg(legend.here)),
          std::pair(Agreement::OtherOnly, LegendWords::tr("%1 alone").arg(legend.other))}) {
        MatchCurve curve;
        curve.agreement = agreement;
        words.emplace_back(curve, text);
    }
    return words;
}

std::vector<Words> wordsFor(const std::vector<MatchLink> &links, const MatchLegend &legend)
{
    if (links.empty())
        return {};
    if (!legend.other.isEmpty())
        return overlayWords(legend);
    switch (legend.color) {
    case LineColor::Score:
        return scoreWords();
    case LineColor::Kind:
        return kindWords(links);
    case LineColor::Action:
        break;
    }
    return actionWords(links);
}

/// Below the samples.
QStringList notes(const std::vector<MatchLink> &links, const MatchLegend &legend)
{
    QStringList notes;
    if (legend.isNormOnly && !links.empty())
        notes << LegendWords::tr("the norm alone");
    if (legend.color != LineColor::Action && legend.other.isEmpty() && !links.empty())
        notes << LegendWords::tr("width: parameters");
    return notes;
}

bool hasLocks(const std::vector<MatchLink> &links)
{
    return std::ranges::any_of(links, &MatchLink::isLocked);
}

} // namespace

QStringList legendLines(const std::vector<MatchLink> &links, const MatchLegend &legend)
{
    QStringList lines;
    for (const auto &[curve, words] : wordsFor(links, legend))
        lines << words;
    if (hasLocks(links))
        lines << LegendWords::tr("locked");
    return lines + notes(links, legend);
}

void paintLegend(QPainter &painter, const QRectF &box, const std::vector<MatchLink> &links,
                 const MatchLegend &legend, const QFont &font, const QPalette &palette)
{
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double line = metrics.height() + 3;
    double y = box.top();
    const auto say = [&](const QString &words, double indent) {
        painter.setPen(ink(Ink::Muted, palette));
        const QRectF place(box.left() + indent, y, box.width() - indent, line);
        painter.drawText(place, Qt::AlignVCenter,
                         metrics.elidedText(words, Qt::ElideRight, place.width()));
        y += line;
    };
    constexpr double sample = 20.0;
    for (auto &[curve, words] : wordsFor(links, legend)) {
        curve.from = {box.left(), y + line / 2};
        curve.to = {box.left() + sample, y + line / 2};
        paintSample(painter, curve, legend.color, palette);
        say(words, sample + 6);
    }
    if (hasLocks(links)) {
        paintGlyph(painter, Glyph::Lock, QRectF(box.left() + 3, y + line / 2 - 7, 13, 13),
                   ink(Ink::Locked, palette));
        say(LegendWords::tr("locked"), sample + 6);
    }
    for (const auto &words : notes(links, legend))
        say(words, 0);
}

} // namespace tlvfc::ui
