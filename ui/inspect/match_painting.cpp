#include "ui/inspect/match_painting.h"

#include "ui/theme/glyph.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QLinearGradient>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

QColor actionColor(LayerAction action, const QPalette &palette)
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

QColor colorOf(const MatchCurve &curve, LineColor by, const QPalette &palette)
{
    switch (curve.agreement) {
    case Agreement::Both:
        return ink(Ink::Stays, palette);
    case Agreement::ThisOnly:
        return ink(Ink::Taken, palette);
    case Agreement::OtherOnly:
        return ink(Ink::Error, palette);
    case Agreement::Unasked:
        break;
    }
    switch (by) {
    case LineColor::Score:
        return heatColor(curve.score, palette);
    case LineColor::Kind:
        return kindColor(curve.kind, palette);
    case LineColor::Action:
        break;
    }
    return actionColor(curve.action, palette);
}

/// Dashes tell what colors tell once more.
bool isDashed(const MatchCurve &curve, LineColor by)
{
    if (curve.agreement != Agreement::Unasked)
        return curve.agreement == Agreement::OtherOnly;
    return by == LineColor::Score ? curve.score < 0.5 : curve.action == LayerAction::Statistics;
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

double widthOf(const MatchCurve &curve, Emphasis emphasis, LineColor by)
{
    double width = curve.isNorm ? normWidth : 1.3;
    if (by != LineColor::Action && curve.parameters > 0)
        // From a norm's hundred to a VGG's hundred million.
        width = std::clamp(std::log10(double(curve.parameters)) * 0.8 - 1.2, 0.6, 5.2);
    else
        width += std::min(4.0, std::log2(double(curve.links.size())) * 0.7);
    return width + (curve.isLocked ? 1.2 : 0.0) + (emphasis == Emphasis::Lit ? 0.9 : 0.0);
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
void paintEnd(QPainter &painter, const MatchCurve &curve, const QPointF &center, double radius)
{
    const QRectF box(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
    if (curve.action == LayerAction::Clip)
        painter.drawRect(box);
    else
        painter.drawEllipse(box);
}

QPen linePen(const QBrush &stroke, double width, bool isDashed)
{
    QPen pen(stroke, width, Qt::SolidLine, Qt::FlatCap);
    if (isDashed)
        pen.setDashPattern({5 / width, 4 / width});
    return pen;
}

} // namespace

void paintCurve(QPainter &painter, const MatchCurve &curve, Emphasis emphasis, LineColor by,
                const QPalette &palette)
{
    const bool isBehind = curve.isNorm && !curve.isLocked && emphasis != Emphasis::Lit;
    const auto color =
        faded(colorOf(curve, by, palette), opacityOf(emphasis) * (isBehind ? normOpacity : 1.0));
    const double width = widthOf(curve, emphasis, by);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(linePen(strokeOf(painter, curve, color), width, isDashed(curve, by)));
    painter.drawPath(curve.path());

    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double radius = (curve.isNorm ? 1.0 : 2.0) + width / 2;
    if (curve.fromBeyond == Beyond::No)
        paintEnd(painter, curve, curve.from + QPointF(radius, 0), radius);
    if (curve.toBeyond == Beyond::No)
        paintEnd(painter, curve, curve.to - QPointF(radius, 0), radius);

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

void paintSample(QPainter &painter, const MatchCurve &curve, LineColor by, const QPalette &palette)
{
    const auto color = colorOf(curve, by, palette);
    const double width = by == LineColor::Action ? (curve.isNorm ? normWidth : 1.8) : 2.2;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(linePen(color, width, isDashed(curve, by)));
    painter.drawLine(curve.from, curve.to);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double radius = width + 1.0;
    paintEnd(painter, curve, curve.to - QPointF(radius, 0), radius);
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

} // namespace tlvfc::ui
