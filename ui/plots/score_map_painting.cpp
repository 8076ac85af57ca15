#include "ui/plots/score_map.h"

#include "ui/theme/text_size.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr QSize roomForNumber(34, 24);
constexpr int roomForNotch = 9;

QPolygonF arrowHead(const QPointF &tip, const QPointF &from, double size)
{
    const auto way = tip - from;
    const double length = std::max(1e-6, std::hypot(way.x(), way.y()));
    const QPointF along = way / length * size;
    const QPointF across(-along.y() / 2, along.x() / 2);
    return QPolygonF({tip, tip - along + across, tip - along - across});
}

} // namespace

QColor ScoreMap::colorOf(double value) const
{
    const double share = highest_ > 0 ? std::clamp(value / highest_, 0.0, 1.0) : 0.0;
    // Calm blue alone: orange and green have meanings of their own.
    return blended(palette().color(QPalette::Base), ink(Ink::Source, palette()),
                   value > 0 ? 0.06 + 0.82 * share : 0.0);
}

bool ScoreMap::showsNumbers() const
{
    return cell_.width() >= roomForNumber.width() && cell_.height() >= roomForNumber.height();
}

QPointF ScoreMap::anchorOf(MapPlace place) const
{
    const auto box = boxOf(place);
    // Below the numbers, where there are any.
    return {box.center().x(), box.top() + box.height() * (showsNumbers() ? 0.74 : 0.5)};
}

void ScoreMap::paintAll(QPainter &painter, const QRectF &room)
{
    painted_ = 0;
    if (cells_.rows == 0 || cells_.columns == 0)
        return;
    const QRectF inner(origin_, room.bottomRight());
    painter.save();
    painter.setClipRect(inner.adjusted(-1, -1, 0, 0));
    paintCells(painter, inner);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPath(painter);
    paintArrows(painter);
    painter.restore();
    paintNames(painter, room);
}

void ScoreMap::paintCells(QPainter &painter, const QRectF &room)
{
    const int firstRow = offset_.y() / cell_.height();
    const int firstColumn = offset_.x() / cell_.width();
    const auto faint = ink(Ink::Faint, palette());
    const auto text = ink(Ink::Text, palette());
    painter.setFont(numberFont(noteFont(font())));
    for (int row = firstRow; row < cells_.rows; ++row) {
        if (boxOf({row, 0}).top() > room.bottom())
            break;
        for (int column = firstColumn; column < cells_.columns; ++column) {
            const MapPlace place{row, column};
            const auto box = boxOf(place);
            if (box.left() > room.right())
                break;
            ++painted_;
            const auto inner = box.adjusted(0, 0, -1, -1);
            if (!isFilled(place)) {
                painter.fillRect(inner, ink(Ink::Panel, palette()));
                continue;
            }
            const double value = cells_.values[cells_.at(place)];
            const auto color = colorOf(value);
            painter.fillRect(inner, color);
            if (place.isEdge() || value <= 0) {
                painter.setPen(faint);
                painter.setBrush(Qt::NoBrush);
                painter.drawRect(inner.adjusted(0.5, 0.5, -0.5, -0.5));
            }
            if (cells_.opens[cells_.at(place)] != 0 && cell_.height() >= roomForNotch) {
                const double notch = std::min(6.0, cell_.height() / 3.0);
                painter.setPen(Qt::NoPen);
                painter.setBrush(faded(text, 0.55));
                painter.drawPolygon(
                    QPolygonF({inner.topRight(), inner.topRight() - QPointF(notch, 0),
                               inner.topRight() + QPointF(0, notch)}));
            }
            if (showsNumbers() && !place.isEdge()) {
                const bool isDeep = std::abs(color.lightnessF() - text.lightnessF()) < 0.4;
                painter.setPen(isDeep ? palette().color(QPalette::Base) : text);
                painter.drawText(inner.adjusted(0, 0, 0, -0.4 * inner.height()), Qt::AlignCenter,
                                 QString::number(value, 'f', value < 9.95 ? 2 : 1));
            }
        }
    }
}

void ScoreMap::paintPath(QPainter &painter) const
{
    const auto color = ink(Ink::Target, palette());
    if (path_.size() < way_.size()) {
        QPolygonF rest;
        for (const auto place : way_)
            rest << anchorOf(place);
        painter.setPen(QPen(faded(color, 0.6), 1.2, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(rest);
    }
    if (path_.empty())
        return;
    const double scale = lineScale(font());
    painter.setPen(QPen(palette().color(QPalette::Base), 5 * scale, Qt::SolidLine, Qt::RoundCap));
    QPolygonF line;
    for (const auto place : path_)
        line << anchorOf(place);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setPen(QPen(color, 2.5 * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    // Filled where a source serves, hollow where something is passed by.
    const double radius = std::clamp(cell_.height() / 5.0, 2.0, 4.5);
    for (std::size_t i = 0; i < path_.size(); ++i) {
        const bool serves = i + 1 < path_.size() && path_[i + 1].column != path_[i].column &&
                            path_[i + 1].row != path_[i].row;
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(serves ? color : palette().color(QPalette::Base));
        painter.drawEllipse(anchorOf(path_[i]), radius, radius);
    }
}

void ScoreMap::paintArrows(QPainter &painter) const
{
    if (!cells_.contains(current_) || !isFilled(current_))
        return;
    const auto text = ink(Ink::Text, palette());
    const auto box = boxOf(current_);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(text, 2));
    painter.drawRect(box.adjusted(-0.5, -0.5, -0.5, -0.5));
    for (const bool isWinner : {false, true}) {
        for (const auto &arrow : arrows_) {
            if (arrow.isWinner != isWinner || !cells_.contains(arrow.from))
                continue;
            const auto from = boxOf(arrow.from);
            const QLineF line(anchorOf(arrow.from), anchorOf(current_));
            const auto tip =
                line.pointAt(1.0 - std::min(0.4, cell_.height() * 0.4 / line.length()));
            const QPen pen(isWinner ? text : faded(text, 0.6), isWinner ? 2.0 : 1.2,
                           isWinner ? Qt::SolidLine : Qt::DashLine);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(from.adjusted(1, 1, -2, -2));
            painter.drawLine(line.p1(), tip);
            painter.setPen(Qt::NoPen);
            painter.setBrush(pen.color());
            painter.drawPolygon(
                arrowHead(tip, line.p1(), std::clamp(cell_.height() / 3.0, 5.0, 9.0)));
        }
    }
}

void ScoreMap::paintNames(QPainter &painter, const QRectF &room) const
{
    const auto note = noteFont(font());
    painter.setFont(note);
    const QFontMetricsF metrics(note);
    const double line = metrics.height();
    painter.setPen(ink(Ink::Target, palette()));
    painter.drawText(QRectF(origin_.x(), 0, room.right() - origin_.x(), line), Qt::AlignLeft,
                     metrics.elidedText(cells_.columnTitle + QStringLiteral(" →"), Qt::ElideRight,
                                        room.right() - origin_.x()));
    painter.setPen(ink(Ink::Source, palette()));
    painter.drawText(QRectF(4, line, origin_.x() - 8, line), Qt::AlignRight,
                     cells_.rowTitle + QStringLiteral(" ↓"));
    const auto pen = [&](bool isCurrent) {
        painter.setPen(ink(isCurrent ? Ink::Text : Ink::Muted, palette()));
    };
    const int everyRow = std::max(1, static_cast<int>(std::ceil(line / cell_.height())));
    for (int row = 1; row < cells_.rows; ++row) {
        const auto box = boxOf({row, 0});
        const bool isCurrent = row == current_.row;
        // The current one's name takes the place of those beside it.
        const bool isHidden =
            !isCurrent && (row % everyRow != 0 || (std::abs(row - current_.row) < everyRow));
        if (isHidden || box.center().y() < origin_.y() || box.center().y() > room.bottom())
            continue;
        pen(isCurrent);
        painter.drawText(
            QRectF(4, box.center().y() - line / 2, origin_.x() - 10, line),
            Qt::AlignRight | Qt::AlignVCenter,
            metrics.elidedText(cells_.rowNames.value(row - 1), Qt::ElideLeft, origin_.x() - 12));
    }
    const double widest = metrics.horizontalAdvance(QString::number(cells_.columns)) + 4;
    const int everyColumn = std::max(1, static_cast<int>(std::ceil(widest / cell_.width())));
    for (int column = 1; column < cells_.columns; ++column) {
        const auto box = boxOf({0, column});
        const bool isCurrent = column == current_.column;
        const bool isHidden = !isCurrent && (column % everyColumn != 0 ||
                                             std::abs(column - current_.column) < everyColumn);
        if (isHidden || box.center().x() < origin_.x() || box.center().x() > room.right())
            continue;
        pen(isCurrent);
        painter.drawText(QRectF(box.center().x() - 30, line + 2, 60, line), Qt::AlignCenter,
                         QString::number(column));
    }
}

} // namespace tlvfc::ui
