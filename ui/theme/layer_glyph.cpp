#include "ui/theme/layer_glyph.h"

#include "ui/theme/painted_icon.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace tlvfc::ui {

namespace {

/// All drawings stand in a box of 16×16.
QPen pen(const QColor &color, double width = 1.4)
{
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void drawGrid(QPainter &p, const QColor &color)
{
    static constexpr double strength[3][3] = {{0.45, 0.8, 0.3}, {0.8, 1.0, 0.6}, {0.3, 0.6, 0.9}};
    p.setPen(Qt::NoPen);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            p.setBrush(faded(color, strength[row][column]));
            p.drawRoundedRect(QRectF(1 + column * 5, 1 + row * 5, 4, 4), 0.8, 0.8);
        }
    }
}

void drawLinkedDots(QPainter &p, const QColor &color)
{
    static constexpr double left[] = {3, 8, 13};
    static constexpr double right[] = {5, 11};
    p.setPen(pen(faded(color, 0.55), 1.0));
    for (const double from : left) {
        for (const double to : right)
            p.drawLine(QPointF(3, from), QPointF(13, to));
    }
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    for (const double y : left)
        p.drawEllipse(QPointF(3, y), 1.9, 1.9);
    for (const double y : right)
        p.drawEllipse(QPointF(13, y), 1.9, 1.9);
}

void drawBell(QPainter &p, const QColor &color)
{
    QPainterPath path(QPointF(1, 13));
    path.cubicTo(6, 13, 5, 3, 8, 3);
    path.cubicTo(11, 3, 10, 13, 15, 13);
    p.setPen(pen(color));
    p.setBrush(faded(color, 0.18));
    p.drawPath(path);
}

void drawHinge(QPainter &p, const QColor &color)
{
    p.setPen(pen(color));
    p.drawPolyline(QPolygonF({{2, 12}, {8, 12}, {14, 4}}));
}

void drawPooling(QPainter &p, const QColor &color)
{
    p.setPen(pen(color, 1.2));
    p.drawRoundedRect(QRectF(2, 2, 12, 12), 1.5, 1.5);
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawRect(QRectF(5.5, 5.5, 5, 5));
}

void drawDropout(QPainter &p, const QColor &color)
{
    p.setPen(pen(color, 1.1));
    for (int i = 0; i < 9; ++i) {
        p.setBrush(i % 2 ? Qt::NoBrush : QBrush(color));
        p.drawEllipse(QPointF(3 + (i % 3) * 5, 3 + (i / 3) * 5), 1.4, 1.4);
    }
}

void drawStack(QPainter &p, const QColor &color)
{
    p.setPen(pen(color, 1.2));
    for (const double y : {2.0, 6.5, 11.0})
        p.drawRoundedRect(QRectF(2, y, 12, 3), 1.2, 1.2);
}

void drawBlock(QPainter &p, const QColor &color, bool isNarrow)
{
    p.setPen(pen(color, 1.2));
    p.drawRoundedRect(QRectF(2, 3, 7, 3.5), 1.2, 1.2);
    p.drawRoundedRect(QRectF(2, 9.5, 7, 3.5), 1.2, 1.2);
    if (isNarrow)
        p.drawLine(QPointF(4, 8), QPointF(7, 8));
    QPainterPath skip(QPointF(5.5, 1.2));
    skip.cubicTo(16, 1.2, 16, 14.8, 5.5, 14.8);
    p.setBrush(Qt::NoBrush);
    p.drawPath(skip);
}

void drawRing(QPainter &p, const QColor &color)
{
    p.setPen(pen(color, 1.2));
    p.drawEllipse(QPointF(8, 8), 4.5, 4.5);
}

void drawKind(QPainter &p, LayerKind kind, const QColor &color)
{
    if (is_convolution(kind))
        return drawGrid(p, color);
    if (is_batch_norm(kind))
        return drawBell(p, color);
    switch (kind) {
    case LayerKind::Linear:
        return drawLinkedDots(p, color);
    case LayerKind::ReLU:
        return drawHinge(p, color);
    case LayerKind::MaxPool2d:
    case LayerKind::AdaptiveAvgPool2d:
        return drawPooling(p, color);
    case LayerKind::Dropout:
        return drawDropout(p, color);
    case LayerKind::Network:
    case LayerKind::Sequential:
    case LayerKind::Group:
        return drawStack(p, color);
    case LayerKind::BasicBlock:
        return drawBlock(p, color, false);
    case LayerKind::Bottleneck:
        return drawBlock(p, color, true);
    default:
        return drawRing(p, color);
    }
}

} // namespace

QColor kindColor(LayerKind kind, const QPalette &palette)
{
    if (is_convolution(kind))
        return ink(Ink::Taken, palette);
    if (kind == LayerKind::Linear)
        return ink(Ink::Drawn, palette);
    if (is_batch_norm(kind))
        return blended(ink(Ink::Source, palette), ink(Ink::Stays, palette), 0.55);
    return ink(Ink::Stays, palette);
}

QIcon kindIcon(LayerKind kind, const QPalette &palette)
{
    return paintedIcon([kind, color = kindColor(kind, palette)](QPainter &painter) {
        drawKind(painter, kind, color);
    });
}

} // namespace tlvfc::ui
