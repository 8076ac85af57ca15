#include "ui/theme/glyph.h"

#include "ui/theme/painted_icon.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>

#include <functional>
#include <utility>

namespace tlvfc::ui {

namespace {

void drawLock(QPainter &p, const QColor &color)
{
    QPainterPath shackle(QPointF(5, 8));
    shackle.lineTo(5, 5.5);
    shackle.arcTo(QRectF(5, 2.2, 6, 6.6), 180, -180);
    shackle.lineTo(11, 8);
    p.drawPath(shackle);
    p.setBrush(color);
    p.drawRoundedRect(QRectF(3.5, 7.5, 9, 6), 1.2, 1.2);
}

void drawReset(QPainter &p)
{
    p.drawArc(QRectF(3, 3, 10, 10), 60 * 16, 290 * 16);
    p.drawPolyline(QPolygonF({{10.2, 1.2}, {10.8, 3.9}, {8.0, 4.8}}));
}

void drawCopy(QPainter &p)
{
    p.drawRoundedRect(QRectF(2.5, 2.5, 8, 8), 1.2, 1.2);
    p.drawPolyline(QPolygonF({{12.8, 5.5}, {13.5, 5.5}, {13.5, 13.5}, {5.5, 13.5}, {5.5, 12.8}}));
}

void drawFolder(QPainter &p)
{
    p.drawPolygon(
        QPolygonF({{1.8, 3.5}, {6, 3.5}, {7.5, 5.3}, {14.2, 5.3}, {14.2, 13}, {1.8, 13}}));
}

void drawInfo(QPainter &p)
{
    p.drawEllipse(QPointF(8, 8), 6, 6);
    p.drawLine(QPointF(8, 7.5), QPointF(8, 11.2));
    p.drawPoint(QPointF(8, 4.9));
}

void drawTriangle(QPainter &p)
{
    p.drawPolygon(QPolygonF({{8, 2.2}, {14.4, 13.4}, {1.6, 13.4}}));
    p.drawLine(QPointF(8, 6.6), QPointF(8, 9.6));
    p.drawPoint(QPointF(8, 11.6));
}

void drawSave(QPainter &p)
{
    p.drawPolyline(QPolygonF({{2.5, 10.5}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 10.5}}));
    p.drawLine(QPointF(8, 2.5), QPointF(8, 10));
    p.drawPolyline(QPolygonF({{4.8, 7}, {8, 10.2}, {11.2, 7}}));
}

void drawPin(QPainter &p, const QColor &color)
{
    p.drawLine(QPointF(8, 9.5), QPointF(8, 14.2));
    p.setBrush(color);
    p.drawPolygon(QPolygonF({{5.5, 2}, {10.5, 2}, {10, 6}, {12.2, 9.3}, {3.8, 9.3}, {6, 6}}));
}

/// A triangle that points right, or left.
QPolygonF triangleTo(bool right, double left, double width)
{
    const double from = right ? left : left + width;
    const double to = right ? left + width : left;
    return QPolygonF({{from, 3.5}, {to, 8}, {from, 12.5}});
}

void drawPlayback(QPainter &p, Glyph glyph, const QColor &color)
{
    p.setBrush(color);
    switch (glyph) {
    case Glyph::Pause:
        p.drawRect(QRectF(4, 3.5, 2, 9));
        p.drawRect(QRectF(10, 3.5, 2, 9));
        break;
    case Glyph::ToStart:
        p.drawPolygon(triangleTo(false, 5.5, 7));
        p.drawLine(QPointF(3.5, 3.5), QPointF(3.5, 12.5));
        break;
    case Glyph::ToEnd:
        p.drawPolygon(triangleTo(true, 3.5, 7));
        p.drawLine(QPointF(12.5, 3.5), QPointF(12.5, 12.5));
        break;
    default:
        p.drawPolygon(triangleTo(true, 4.5, 8));
    }
}

void draw(QPainter &p, Glyph glyph, const QColor &color)
{
    p.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.setBrush(Qt::NoBrush);
    switch (glyph) {
    case Glyph::Lock:
        return drawLock(p, color);
    case Glyph::Cross:
        p.drawLine(QPointF(4, 4), QPointF(12, 12));
        return p.drawLine(QPointF(12, 4), QPointF(4, 12));
    case Glyph::Triangle:
        return drawTriangle(p);
    case Glyph::Check:
        return p.drawPolyline(QPolygonF({{3, 8.5}, {6.5, 12}, {13, 4}}));
    case Glyph::Info:
        return drawInfo(p);
    case Glyph::Reset:
        return drawReset(p);
    case Glyph::Copy:
        return drawCopy(p);
    case Glyph::Open:
        return drawFolder(p);
    case Glyph::Save:
        return drawSave(p);
    case Glyph::Pin:
        return drawPin(p, color);
    case Glyph::ArrowLeft:
        return p.drawPolyline(QPolygonF({{10, 4}, {6, 8}, {10, 12}}));
    case Glyph::ArrowRight:
        return p.drawPolyline(QPolygonF({{6, 4}, {10, 8}, {6, 12}}));
    case Glyph::Play:
    case Glyph::Pause:
    case Glyph::ToStart:
    case Glyph::ToEnd:
        return drawPlayback(p, glyph, color);
    case Glyph::ArrowUp:
        return p.drawPolyline(QPolygonF({{4, 10}, {8, 6}, {12, 10}}));
    case Glyph::ArrowDown:
        return p.drawPolyline(QPolygonF({{4, 6}, {8, 10}, {12, 6}}));
    }
}

void setFollowingIcon(QAbstractButton *button, Glyph glyph,
                      std::function<QColor(const QPalette &)> color)
{
    button->setIcon(paintedIcon([of = QPointer<const QAbstractButton>(button), glyph,
                                 color = std::move(color)](QPainter &painter) {
        draw(painter, glyph, color(of ? of->palette() : QGuiApplication::palette()));
    }));
}

} // namespace

QIcon glyphIcon(Glyph glyph, const QColor &color)
{
    return paintedIcon([glyph, color](QPainter &painter) { draw(painter, glyph, color); });
}

void setGlyph(QAbstractButton *button, Glyph glyph, Ink what)
{
    setFollowingIcon(button, glyph, [what](const QPalette &palette) { return ink(what, palette); });
}

void setGlyph(QAbstractButton *button, Glyph glyph, QPalette::ColorRole role)
{
    setFollowingIcon(button, glyph,
                     [role](const QPalette &palette) { return palette.color(role); });
}

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 16.0, box.height() / 16.0);
    draw(painter, glyph, color);
    painter.restore();
}

} // namespace tlvfc::ui
