#include "ui/plots/variance_bars.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr double leastPitch = 3.0;
constexpr double widestPitch = 30.0;

} // namespace

VarianceBars::VarianceBars(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void VarianceBars::setSeries(VarianceSeries series)
{
    series_ = std::move(series);
    series_.chosen.resize(series_.variances.size(), 0);
    selected_ = -1;
    hovered_ = -1;
    trial_ = 0;
    isDragging_ = false;
    updateGeometry();
    setAccessibleName(series_.title);
    setAccessibleDescription(barCount() == 0
                                 ? series_.emptyWords
                                 : tr("%1 of %2: %3")
                                       .arg(chosenCount())
                                       .arg(series_.several.arg(barCount()), series_.chosenWord));
    arrange();
}

void VarianceBars::setSorted(bool sorted)
{
    isSorted_ = sorted;
    arrange();
}

void VarianceBars::select(int bar)
{
    selected_ = bar >= 0 && bar < barCount() ? bar : -1;
    update();
}

int VarianceBars::chosenCount() const
{
    return static_cast<int>(std::ranges::count_if(shownChoice(), [](char c) { return c != 0; }));
}

bool VarianceBars::isAllZero() const
{
    return barCount() > 0 && std::ranges::all_of(series_.variances, [](float v) { return v == 0; });
}

void VarianceBars::arrange()
{
    const QFontMetricsF metrics(noteFont(font()));
    const double line = metrics.height();
    order_ = displayOrder(series_.variances, isSorted_);

    // The ticks' width depends on the highest column, which depends on the room left of it: four
    // digits serve every case.
    const double left = metrics.horizontalAdvance(QStringLiteral("0.0000")) + 10;
    const double top = QFontMetricsF(font()).height() + line + 8 +
                       (series_.markedCount > 0 ? roomForMarker + line - 4 : 0);
    const double bottom = 2 * line + roomForCrosses + 4;
    area_ = QRectF(left, top, std::max(1.0, width() - left - 6),
                   std::max(8.0, height() - top - bottom));

    const int most = std::max(1, static_cast<int>(area_.width() / leastPitch));
    columns_ = makeColumns(series_.variances, shownChoice(), order_, most);
    pitch_ = columns_.empty()
                 ? 1.0
                 : std::min(widestPitch, area_.width() / static_cast<double>(columns_.size()));
    double highest = 0.0;
    for (const auto &column : columns_)
        highest = std::max(highest, column.mean);
    ticks_ = ticksUpTo(highest, std::clamp(static_cast<int>(area_.height() / (2 * line)), 2, 5));
    update();
}

QSize VarianceBars::minimumSizeHint() const
{
    constexpr double leastOfBars = 44;
    const double line = QFontMetricsF(noteFont(font())).height();
    const double text = QFontMetricsF(font()).height() + 3 * line + 8 + roomForCrosses + 4 +
                        (series_.markedCount > 0 ? roomForMarker + line - 4 : 0);
    return {160, static_cast<int>(text + leastOfBars)};
}

QRectF VarianceBars::columnBox(int column) const
{
    const double gap = pitch_ >= 6 ? std::min(4.0, pitch_ * 0.25) : 1.0;
    const double x = area_.left() + column * pitch_;
    const double right = area_.left() + (column + 1) * pitch_ - gap;
    const double from = std::round(x);
    const double height = heightOf(columns_[static_cast<std::size_t>(column)].mean);
    return {from, area_.bottom() - height, std::max(2.0, std::round(right) - from), height};
}

double VarianceBars::heightOf(double variance) const
{
    // Never nothing: what is chosen shows even where a variance is 0.
    return std::max(2.5, variance / ticks_.back() * area_.height());
}

int VarianceBars::columnAt(const QPointF &place) const
{
    if (columns_.empty() || place.x() < area_.left() || place.y() < area_.top() - 4 ||
        place.y() > area_.bottom() + roomForCrosses)
        return -1;
    const int column = static_cast<int>((place.x() - area_.left()) / pitch_);
    return column < columnCount() ? column : -1;
}

int VarianceBars::barAt(const QPointF &place) const
{
    const int column = columnAt(place);
    if (column < 0)
        return -1;
    const auto &here = columns_[static_cast<std::size_t>(column)];
    const double inside = (place.x() - area_.left()) / pitch_ - column;
    const int within = std::clamp(static_cast<int>(inside * here.count), 0, here.count - 1);
    const int position = here.first + within;
    return order_[static_cast<std::size_t>(position)];
}

int VarianceBars::columnOf(int bar) const
{
    const auto at = std::ranges::find(order_, bar);
    if (at == order_.end() || columns_.empty())
        return -1;
    return static_cast<int>(at - order_.begin()) / columns_.front().count;
}

QString VarianceBars::describe(int bar) const
{
    if (bar < 0 || bar >= barCount())
        return {};
    const auto at = static_cast<std::size_t>(bar);
    const bool isChosen = shownChoice()[at] != 0;
    const auto &word = isChosen ? series_.chosenWord : series_.otherWord;
    auto text = tr("%1: variance %2, %3")
                    .arg(series_.one.arg(bar), varianceText(series_.variances[at]), word);
    if (const auto note = series_.note ? series_.note(bar) : QString(); !note.isEmpty())
        text = tr("%1 (%2)").arg(text, note);
    return text;
}

QString VarianceBars::describeColumn(int column) const
{
    const auto &here = columns_[static_cast<std::size_t>(column)];
    if (here.count == 1)
        return describe(order_[static_cast<std::size_t>(here.first)]);
    QStringList numbers;
    for (int i = here.first; i < here.first + std::min(here.count, 12); ++i)
        numbers << QString::number(order_[static_cast<std::size_t>(i)]);
    if (here.count > 12)
        numbers << QStringLiteral("…");
    return tr("%1 (%2): variance %3 to %4, %5 %6, %7 %8")
        .arg(series_.several.arg(here.count), numbers.join(QStringLiteral(", ")),
             varianceText(here.lowest), varianceText(here.highest), QString::number(here.chosen),
             series_.chosenWord, QString::number(here.count - here.chosen), series_.otherWord);
}

bool VarianceBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int column = columnAt(help->pos());
        const bool isOnHead = column < 0 && barCount() > 0 && help->pos().y() < area_.top();
        const auto head = isOnHead && columns_.front().count > 1
                              ? series_.title + QLatin1Char('\n') + columnsWords()
                              : series_.title;
        QToolTip::showText(help->globalPos(),
                           isOnHead     ? head
                           : column < 0 ? QString()
                                        : describeColumn(column),
                           this);
        return true;
    }
    if (event->type() == QEvent::FontChange)
        arrange();
    return QWidget::event(event);
}

void VarianceBars::resizeEvent(QResizeEvent *) { arrange(); }

void VarianceBars::mouseMoveEvent(QMouseEvent *event)
{
    if (isDragging_)
        return dragTo(event->position());
    const int column = columnAt(event->position());
    setCursor(isAtMarker(event->position()) ? Qt::SplitHCursor
              : column < 0                  ? Qt::ArrowCursor
                                            : Qt::PointingHandCursor);
    if (std::exchange(hovered_, column) == column)
        return;
    QToolTip::showText(event->globalPosition().toPoint(),
                       column < 0 ? QString() : describeColumn(column), this);
    update();
}

void VarianceBars::leaveEvent(QEvent *)
{
    hovered_ = -1;
    update();
}

void VarianceBars::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isAtMarker(event->position())) {
        isDragging_ = true;
        return dragTo(event->position());
    }
    const int bar = barAt(event->position());
    if (event->button() != Qt::LeftButton || bar < 0)
        return QWidget::mousePressEvent(event);
    select(bar);
    emit barClicked(bar);
}

void VarianceBars::mouseReleaseEvent(QMouseEvent *event)
{
    isDragging_ = false;
    QWidget::mouseReleaseEvent(event);
}

void VarianceBars::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (isAtMarker(event->position()))
        return moveTrial(0);
    QWidget::mouseDoubleClickEvent(event);
}

void VarianceBars::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (event->key() == Qt::Key_Escape && trial_ > 0)
        return moveTrial(0);
    if (step != 0 && event->modifiers().testFlag(Qt::ShiftModifier) && series_.tryCount)
        return moveTrial((trial_ > 0 ? trial_ : series_.markedCount) + step);
    if (step == 0 || order_.empty())
        return QWidget::keyPressEvent(event);
    const auto at = std::ranges::find(order_, selected_);
    const auto last = static_cast<std::ptrdiff_t>(order_.size()) - 1;
    const auto next =
        at == order_.end() ? 0 : std::clamp<std::ptrdiff_t>(at - order_.begin() + step, 0, last);
    select(order_[static_cast<std::size_t>(next)]);
    emit barClicked(selected_);
}

} // namespace tlvfc::ui
