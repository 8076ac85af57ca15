#include "ui/inspect/match_painting.h"

#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLinearGradient>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

QColor colorOf(LayerAction action, const QPalette &palette)
{
    switch (action) {
    case LayerAction::Variance:
        return ink(Ink::Taken, palette);
    case LayerAction::Statistics:
        return ink(Ink::Drawn, palette);
    case LayerAction::Clip:
        return ink(Ink::Source, palette);
    case LayerAction::Keep:
        break;
    }
    return ink(Ink::Stays, palette);
}

/// Batch norms double the lines of a matching by blocks: they stay behind those of convolutions.
constexpr double normWidth = 0.8;
constexpr double normOpacity = 0.55;

double opacityOf(Emphasis emphasis)
{
    switch (emphasis) {
    case Emphasis::Even:
        return 0.75;
    case Emphasis::Calm:
        return 0.5;
    case Emphasis::Dim:
        return 0.16;
    case Emphasis::Lit:
        return 1.0;
    }
    return 1.0;
}

double widthOf(const MatchCurve &curve, Emphasis emphasis)
{
    const double bundle = std::min(4.0, std::log2(static_cast<double>(curve.links.size())) * 0.7);
    return (curve.isNorm ? normWidth : 1.3) + bundle + (curve.isLocked ? 1.2 : 0.0) +
           (emphasis == Emphasis::Lit ? 0.9 : 0.0);
}

/// Fades towards an end that lies behind an edge.
QBrush strokeOf(const QPainter &painter, const MatchCurve &curve, const QColor &color)
{
    if (curve.fromBeyond == Beyond::No && curve.toBeyond == Beyond::No)
        return color;
    // An SVG file's lines know no gradient and would be black.
    if (painter.paintEngine()->type() == QPaintEngine::SVG)
        return faded(color, 0.5);
    QLinearGradient gradient(QPointF(curve.from.x(), 0), QPointF(curve.to.x(), 0));
    gradient.setColorAt(0, curve.fromBeyond == Beyond::No ? color : faded(color, 0.12));
    gradient.setColorAt(0.5, faded(color, 0.8));
    gradient.setColorAt(1, curve.toBeyond == Beyond::No ? color : faded(color, 0.12));
    return gradient;
}

void paintCount(QPainter &painter, const QPointF &center, std::size_t count, const QColor &color,
                const QPalette &palette)
{
    const auto text = QString::number(count);
    const QFontMetricsF metrics(painter.font());
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 1);
    pill.moveCenter(center);
    painter.setPen(QPen(color, 1));
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(ink(Ink::Text, palette));
    painter.drawText(pill, Qt::AlignCenter, text);
}

void paintLock(QPainter &painter, const QPointF &center, const QPalette &palette)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawEllipse(center, 9, 9);
    paintGlyph(painter, Glyph::Lock, QRectF(center.x() - 6.5, center.y() - 7, 13, 13),
               ink(Ink::Locked, palette));
}

/// Square where the center is copied as it stands, so that lines differ by more than color.
void paintEnd(QPainter &painter, LayerAction action, const QPointF &center, double radius)
{
    const QRectF box(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
    if (action == LayerAction::Clip)
        painter.drawRect(box);
    else
        painter.drawEllipse(box);
}

QPen linePen(LayerAction action, const QBrush &stroke, double width)
{
    QPen pen(stroke, width, Qt::SolidLine, Qt::FlatCap);
    if (action == LayerAction::Statistics)
        pen.setDashPattern({5 / width, 4 / width});
    return pen;
}

} // namespace

void paintCurve(QPainter &painter, const MatchCurve &curve, Emphasis emphasis,
                const QPalette &palette)
{
    const bool isBehind = curve.isNorm && !curve.isLocked && emphasis != Emphasis::Lit;
    const auto color =
        faded(colorOf(curve.action, palette), opacityOf(emphasis) * (isBehind ? normOpacity : 1.0));
    const double width = widthOf(curve, emphasis);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(linePen(curve.action, strokeOf(painter, curve, color), width));
    painter.drawPath(curve.path());

    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double radius = (curve.isNorm ? 1.0 : 2.0) + width / 2;
    if (curve.fromBeyond == Beyond::No)
        paintEnd(painter, curve.action, curve.from + QPointF(radius, 0), radius);
    if (curve.toBeyond == Beyond::No)
        paintEnd(painter, curve.action, curve.to - QPointF(radius, 0), radius);

    if (emphasis == Emphasis::Dim)
        return;
    const bool isWhole = curve.fromBeyond == Beyond::No && curve.toBeyond == Beyond::No;
    if (curve.links.size() > 1 && isWhole) {
        // Nearer to the target, where the lines of a fan are apart already.
        paintCount(painter, curve.pointAt(0.72), curve.links.size(), color, palette);
    } else if (curve.isLocked) {
        paintLock(painter, curve.pointAt(0.5), palette);
    }
}

void paintEdgeHints(QPainter &painter, const std::vector<MatchCurve> &curves,
                    const MatchField &field, const QFont &font, const QPalette &palette)
{
    const auto paint = [&](bool isSource, Beyond where) {
        std::size_t count = 0;
        for (const auto &curve : curves) {
            if ((isSource ? curve.fromBeyond : curve.toBeyond) == where)
                count += curve.links.size();
        }
        if (count == 0)
            return;
        const bool isAbove = where == Beyond::Above;
        const double y = isAbove ? (isSource ? field.sourceTop : field.targetTop)
                                 : (isSource ? field.sourceBottom : field.targetBottom) - 14;
        const auto color = ink(Ink::Muted, palette);
        const QRectF arrow(isSource ? 2 : field.width - 16, y, 14, 14);
        paintGlyph(painter, isAbove ? Glyph::ArrowUp : Glyph::ArrowDown, arrow, color);
        painter.setFont(font);
        painter.setPen(color);
        const QRectF words(isSource ? 18 : field.width - 58, y - 2, 40, 18);
        painter.drawText(words, (isSource ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                         QString::number(count));
    };
    for (const bool isSource : {true, false}) {
        for (const auto where : {Beyond::Above, Beyond::Below})
            paint(isSource, where);
    }
}

void paintLegend(QPainter &painter, const QRectF &box, const std::vector<MatchLink> &links,
                 bool isNormOnly, const QFont &font, const QPalette &palette)
{
    const auto occurs = [&](auto &&holds) { return std::ranges::any_of(links, holds); };
    const auto word = [](const char *text) {
        return QCoreApplication::translate("MatchingView", text);
    };
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double line = metrics.height() + 3;
    double y = box.top();
    const auto row = [&](LayerAction action, const QString &words, double width, bool isLocked) {
        const double middle = y + line / 2;
        if (isLocked) {
            paintGlyph(painter, Glyph::Lock, QRectF(box.left() + 3, middle - 7, 13, 13),
                       ink(Ink::Locked, palette));
        } else {
            painter.setPen(linePen(action, colorOf(action, palette), width));
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.left() + 20, middle));
            painter.setPen(Qt::NoPen);
            painter.setBrush(colorOf(action, palette));
            const double radius = width + 1.0;
            paintEnd(painter, action, QPointF(box.left() + 20 - radius, middle), radius);
        }
        painter.setPen(ink(Ink::Muted, palette));
        const QRectF place(box.left() + 26, y, box.width() - 26, line);
        painter.drawText(place, Qt::AlignVCenter,
                         metrics.elidedText(words, Qt::ElideRight, place.width()));
        y += line;
    };
    for (const auto &[action, text] :
         {std::pair(LayerAction::Variance, "variance"), std::pair(LayerAction::Clip, "clipped"),
          std::pair(LayerAction::Statistics, "statistics")}) {
        const auto isDrawn = [a = action](bool isNorm) {
            return [a, isNorm](const MatchLink &link) {
                return link.action == a && link.isNorm == isNorm;
            };
        };
        if (occurs(isDrawn(false)))
            row(action, word(text), 1.8, false);
        if (occurs(isDrawn(true)))
            row(action, word("norms"), normWidth, false);
    }
    if (occurs(&MatchLink::isLocked))
        row(LayerAction::Keep, word("locked"), 0.0, true);
    if (isNormOnly && !links.empty()) {
        painter.setPen(ink(Ink::Muted, palette));
        painter.drawText(QRectF(box.left(), y, box.width(), line), Qt::AlignVCenter,
                         metrics.elidedText(word("the norm alone"), Qt::ElideRight, box.width()));
    }
}

} // namespace tlvfc::ui
