// The marker of the count that a rule chooses, and its trial at another.
#include "ui/plots/variance_bars.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

void VarianceBars::setTrial(int count)
{
    const bool isOne = series_.tryCount && count > 0 && count != series_.markedCount;
    const int trial = isOne ? std::clamp(count, 1, std::max(1, barCount() - 1)) : 0;
    if (std::exchange(trial_, trial) == trial)
        return;
    if (trial_ > 0) {
        tried_ = series_.tryCount(trial_);
        tried_.resize(series_.variances.size(), 0);
    }
    arrange();
}

void VarianceBars::moveTrial(int count)
{
    const int before = trial_;
    setTrial(count);
    if (trial_ != before)
        emit trialChanged(trial_);
}

QPointF VarianceBars::markerPlace(int count) const
{
    const double bars = columns_.empty() ? 1.0 : columns_.front().count;
    return {area_.left() + count * pitch_ / bars, area_.top() - roomForMarker / 2};
}

bool VarianceBars::isAtMarker(const QPointF &place) const
{
    return hasMarker() && place.y() < area_.top() && place.y() > area_.top() - roomForMarker - 2 &&
           place.x() > area_.left() - 6;
}

void VarianceBars::dragTo(const QPointF &place)
{
    const double bars = columns_.empty() ? 1.0 : columns_.front().count;
    const auto count = std::lround((place.x() - area_.left()) / pitch_ * bars);
    moveTrial(std::clamp(static_cast<int>(count), 1, std::max(1, barCount() - 1)));
}

void VarianceBars::paintMarker(QPainter &painter) const
{
    if (series_.markedCount <= 0 || columns_.empty())
        return;
    painter.setFont(noteFont(font()));
    const QFontMetricsF metrics(painter.font());
    const auto paint = [&](int count, const QColor &color, bool isHandle) {
        const auto at = markerPlace(count);
        const double x = std::round(at.x()) + 0.5;
        painter.setPen(QPen(color, 1.0, isHandle ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(QPointF(x, area_.top() - 3), QPointF(x, area_.bottom()));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(isHandle ? QBrush(color) : QBrush(palette().color(QPalette::Base)));
        painter.setPen(QPen(color, 1.2));
        painter.drawPolygon(QPolygonF(
            {QPointF(x, area_.top() - 2), QPointF(x - 5, at.y() - 4), QPointF(x + 5, at.y() - 4)}));
        painter.setRenderHint(QPainter::Antialiasing, false);
    };
    const auto own = ink(Ink::Muted, palette());
    const auto tried = ink(Ink::Drawn, palette());
    if (hasMarker())
        paint(series_.markedCount, own, trial_ == 0);
    if (trial_ > 0)
        paint(trial_, tried, true);
    auto words = trial_ > 0
                     ? tr("trial: %1 of %2; %3").arg(trial_).arg(barCount()).arg(series_.markWords)
                     : series_.markWords;
    const double y = area_.top() - roomForMarker - metrics.descent() - 1;
    words = metrics.elidedText(words, Qt::ElideRight, width() - 8);
    // Near its marker where there is room on its right.
    const int at = trial_ > 0 ? trial_ : hasMarker() ? series_.markedCount : 0;
    const double wanted = markerPlace(at).x() - 5;
    const double x =
        std::clamp(wanted, 4.0, std::max(4.0, width() - 4 - metrics.horizontalAdvance(words)));
    painter.setPen(trial_ > 0 ? tried : own);
    painter.drawText(QPointF(x, y), words);
}

} // namespace tlvfc::ui
