// How variance bars look.
#include "ui/plots/variance_bars.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr double pitchForCrosses = 9.0;
constexpr double barForHatching = 6.0;
constexpr double barForOutline = 4.0;

} // namespace

void VarianceBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    paintTitle(painter);
    if (barCount() == 0)
        return paintNote(painter, series_.emptyWords);
    if (!isAllZero())
        paintAxes(painter);
    paintColumns(painter);
    paintMarker(painter);
    if (isAllZero())
        paintNote(painter, tr("Every variance is 0: the order says nothing."));
}

void VarianceBars::paintTitle(QPainter &painter) const
{
    const QFontMetricsF metrics(font());
    painter.setFont(font());
    painter.setPen(ink(Ink::Text, palette()));
    painter.drawText(QPointF(4, metrics.ascent() + 1),
                     metrics.elidedText(series_.title, Qt::ElideRight, width() - 8));
    if (barCount() == 0)
        return;

    painter.setFont(noteFont(font()));
    const QFontMetricsF small(painter.font());
    const double y = metrics.height() + 2;
    double x = 4;
    const auto entry = [&](double share, const QString &words) {
        paintBar(painter, QRectF(x, y + 3, 9, small.height() - 6), share);
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(QPointF(x + 14, y + small.ascent()), words);
        x += 14 + small.horizontalAdvance(words) + 14;
    };
    const int chosen = chosenCount();
    if (chosen > 0)
        entry(1.0, tr("%1 %2").arg(chosen).arg(series_.chosenWord));
    if (chosen < barCount())
        entry(0.0, tr("%1 %2").arg(barCount() - chosen).arg(series_.otherWord));
    if (columns_.front().count > 1) {
        painter.drawText(QPointF(x, y + small.ascent()),
                         small.elidedText(columnsWords(), Qt::ElideRight, width() - x - 4));
    }
}

QString VarianceBars::columnsWords() const
{
    return tr("a column: the mean of %1, filled as far as %2")
        .arg(series_.several.arg(columns_.front().count), series_.chosenWord);
}

void VarianceBars::paintAxes(QPainter &painter) const
{
    painter.setFont(numberFont(noteFont(font())));
    const QFontMetricsF metrics(painter.font());
    const TickWords words(ticks_.back(), ticks_[1]);
    for (const double tick : ticks_) {
        const double y = std::round(area_.bottom() - tick / ticks_.back() * area_.height()) + 0.5;
        painter.setPen(ink(Ink::Faint, palette()));
        painter.drawLine(QPointF(area_.left() - 3, y), QPointF(area_.right(), y));
        painter.setPen(ink(Ink::Muted, palette()));
        const auto text = words(tick);
        painter.drawText(QPointF(area_.left() - 6 - metrics.horizontalAdvance(text),
                                 y + metrics.ascent() / 2 - 1),
                         text);
    }
    // Numbers of the bars below, as far apart as they need; positions where bars are sorted.
    const double line = metrics.height();
    const double base = area_.bottom() + roomForCrosses + metrics.ascent();
    const auto position = [&](int at) {
        return area_.left() + (at + 0.5) * pitch_ / columns_.front().count;
    };
    if (!isSorted_) {
        const double room = metrics.horizontalAdvance(QString::number(barCount())) * 2.2;
        const int most = std::max(2, static_cast<int>(area_.width() / std::max(room, 24.0)));
        const auto ticks = ticksUpTo(std::max(1, barCount() - 1), std::min(most, 9));
        for (const double tick : ticks) {
            if (tick > barCount() - 1 || tick != std::floor(tick))
                continue;
            const auto text = QString::number(tick);
            painter.drawText(
                QPointF(position(static_cast<int>(tick)) - metrics.horizontalAdvance(text) / 2,
                        base),
                text);
        }
    }
    painter.setFont(noteFont(font()));
    auto title = isSorted_ ? tr("sorted by variance, smallest first") : tr("in the layer's order");
    if (!words.unit().isEmpty())
        title = tr("%1; variances %2").arg(title, words.unit());
    const QRectF below(area_.left(),
                       isSorted_ ? base - metrics.ascent() : base - metrics.ascent() + line,
                       area_.width(), line);
    painter.drawText(below, Qt::AlignCenter,
                     metrics.elidedText(title, Qt::ElideRight, below.width()));
}

void VarianceBars::paintColumns(QPainter &painter) const
{
    const int marked = columnOf(selected_);
    const auto text = ink(Ink::Text, palette());
    for (int i = 0; i < columnCount(); ++i) {
        const auto &column = columns_[static_cast<std::size_t>(i)];
        const auto box = columnBox(i);
        const QRectF whole(box.left() - 1, area_.top(), box.width() + 2, area_.height());
        if (i == hovered_ || i == marked)
            painter.fillRect(whole, faded(text, i == marked ? 0.14 : 0.07));
        paintBar(painter, box, static_cast<double>(column.chosen) / column.count);
        if (trial_ > 0)
            paintOwnChoice(painter, column, box);
        if (column.chosen == 0 && pitch_ >= pitchForCrosses) {
            painter.setPen(QPen(ink(Ink::Muted, palette()), 1.0));
            const QPointF center(box.center().x(), area_.bottom() + 5);
            painter.drawLine(center + QPointF(-2, -2), center + QPointF(2, 2));
            painter.drawLine(center + QPointF(-2, 2), center + QPointF(2, -2));
        }
        if (i == marked) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(text);
            const QPointF tip(box.center().x(), area_.bottom() + 2);
            painter.drawPolygon(QPolygonF({tip, tip + QPointF(5, 7), tip + QPointF(-5, 7)}));
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
    }
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawLine(QPointF(area_.left(), area_.bottom() + 0.5),
                     QPointF(area_.right(), area_.bottom() + 0.5));
}

/// What the rule itself chooses, as far as the column holds it, while another count is tried.
void VarianceBars::paintOwnChoice(QPainter &painter, const VarianceColumn &column,
                                  const QRectF &box) const
{
    int own = 0;
    for (int at = column.first; at < column.first + column.count; ++at)
        own += series_.chosen[static_cast<std::size_t>(order_[static_cast<std::size_t>(at)])] != 0;
    painter.fillRect(QRectF(box.left(), area_.bottom() + 1, box.width() * own / column.count, 3),
                     ink(series_.chosenInk, palette()));
}

void VarianceBars::paintBar(QPainter &painter, const QRectF &box, double chosenShare) const
{
    const auto filled = trial_ > 0 ? QBrush(ink(Ink::Drawn, palette()), Qt::Dense3Pattern)
                                   : QBrush(ink(series_.chosenInk, palette()));
    const auto rest = ink(Ink::Stays, palette());
    if (chosenShare < 1.0 && box.width() < barForOutline) {
        // Too narrow to be hollow: a stem with a cap.
        painter.fillRect(QRectF(box.left(), box.top(), 1, box.height()), faded(rest, 0.45));
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), rest);
    } else if (chosenShare < 1.0) {
        painter.setPen(QPen(rest, 1.0));
        painter.setBrush(box.width() >= barForHatching ? QBrush(faded(rest, 0.6), Qt::BDiagPattern)
                                                       : QBrush(Qt::NoBrush));
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0));
    }
    if (chosenShare > 0.0) {
        const double height = box.height() * chosenShare;
        painter.fillRect(QRectF(box.left(), box.bottom() - height, box.width(), height), filled);
    }
}

void VarianceBars::paintNote(QPainter &painter, const QString &words) const
{
    painter.setFont(font());
    painter.setPen(ink(Ink::Muted, palette()));
    const QRectF box = QRectF(rect()).adjusted(space::wide, area_.top(), -space::wide, -8);
    painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, words);
}

} // namespace tlvfc::ui
