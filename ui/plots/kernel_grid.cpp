#include "ui/plots/kernel_grid.h"

#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int smallestCell = 10;
constexpr int largestCell = 72;
/// Kernels need a pixel or more for each value, and frames around.
int comfortableCell(int kernelSide) { return std::clamp(kernelSide * 7 + 4, 20, 52); }

} // namespace

KernelGrid::KernelGrid(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    for (const auto *bar : {horizontalScrollBar(), verticalScrollBar()})
        connect(bar, &QScrollBar::actionTriggered, this, [this] { scrolledTo_ = {}; });
}

void KernelGrid::setTable(KernelTable table, double scale)
{
    const bool isOfOtherKind = table.width() != table_.width() || table_.isEmpty();
    table_ = std::move(table);
    scale_ = scale;
    highlighted_.clear();
    hovered_ = {};
    scrolledTo_ = {};
    setAccessibleDescription({});
    if (isOfOtherKind)
        cell_ = comfortableCell(table_.width());
    setAccessibleName(table_.title);
    arrange();
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
}

void KernelGrid::highlight(std::vector<KernelPlace> places, bool show)
{
    highlighted_ = std::move(places);
    if (show && !highlighted_.empty() &&
        std::ranges::none_of(highlighted_, [this](KernelPlace place) { return isInSight(place); }))
        scrollTo(highlighted_.front());
    viewport()->update();
}

void KernelGrid::setCellSize(int pixels)
{
    const int size = std::clamp(pixels, smallestCell, largestCell);
    if (size == cell_)
        return;
    // The kernel in the middle stays there.
    const QPointF middle(viewport()->width() / 2.0, viewport()->height() / 2.0);
    const auto center = placeAt(middle);
    cell_ = size;
    arrange();
    if (center.isValid())
        scrollTo(center);
    emit cellSizeChanged(size);
}

void KernelGrid::arrange()
{
    const QFontMetrics title(font());
    const QFontMetrics numbers(numberFont(noteFont(font())));
    origin_ =
        QPoint(numbers.horizontalAdvance(QString::number(std::max(0, table_.rows() - 1))) + 10,
               title.height() + numbers.height() + 6);
    const QSize whole(table_.columns() * pitch(), table_.rows() * pitch());
    const QSize room(viewport()->width() - origin_.x() - 2, viewport()->height() - origin_.y() - 2);
    for (auto [bar, size, page] :
         {std::tuple{horizontalScrollBar(), whole.width(), room.width()},
          std::tuple{verticalScrollBar(), whole.height(), room.height()}}) {
        bar->setRange(0, std::max(0, size - page));
        bar->setPageStep(std::max(1, page));
        bar->setSingleStep(pitch());
    }
    viewport()->update();
}

QRectF KernelGrid::boxOf(KernelPlace place) const
{
    return QRectF(origin_.x() + place.column * pitch() - horizontalScrollBar()->value(),
                  origin_.y() + place.row * pitch() - verticalScrollBar()->value(), cell_, cell_);
}

KernelPlace KernelGrid::placeAt(const QPointF &place) const
{
    if (place.x() < origin_.x() || place.y() < origin_.y())
        return {};
    const KernelPlace found{
        static_cast<int>(place.y() - origin_.y() + verticalScrollBar()->value()) / pitch(),
        static_cast<int>(place.x() - origin_.x() + horizontalScrollBar()->value()) / pitch()};
    return table_.contains(found) ? found : KernelPlace();
}

bool KernelGrid::isInSight(KernelPlace place) const
{
    const QRectF room(origin_, QPointF(viewport()->width(), viewport()->height()));
    return room.contains(boxOf(place));
}

void KernelGrid::scrollTo(KernelPlace place)
{
    // To the middle, with whole kernels at the edge.
    const auto toward = [this](QScrollBar *bar, int index) {
        const int before = bar->pageStep() / pitch() / 2;
        bar->setValue((index - before) * pitch());
    };
    toward(horizontalScrollBar(), place.column);
    toward(verticalScrollBar(), place.row);
    scrolledTo_ = place;
}

void KernelGrid::hover(KernelPlace place)
{
    if (std::exchange(hovered_, place) == place)
        return;
    setAccessibleDescription({}); // said where the keyboard asks for it
    viewport()->update();
    emit hovered(place);
}

/// As the keyboard does: into sight, with no more scrolling than that takes, and told.
void KernelGrid::moveTo(KernelPlace place)
{
    const KernelPlace there{std::clamp(place.row, 0, table_.rows() - 1),
                            std::clamp(place.column, 0, table_.columns() - 1)};
    const auto reveal = [this](QScrollBar *bar, int index) {
        const int end = (index + 1) * pitch() - bar->pageStep();
        bar->setValue(std::min(std::max(bar->value(), end), index * pitch()));
    };
    reveal(horizontalScrollBar(), there.column);
    reveal(verticalScrollBar(), there.row);
    scrolledTo_ = {};
    hover(there);
    setAccessibleDescription(QTextDocumentFragment::fromHtml(table_.describe(there)).toPlainText());
}

KernelPlace KernelGrid::firstInSight() const
{
    const auto first = [this](const QScrollBar *bar) {
        return (bar->value() + pitch() - 1) / pitch();
    };
    return {first(verticalScrollBar()), first(horizontalScrollBar())};
}

void KernelGrid::keyPressEvent(QKeyEvent *event)
{
    const int page = std::max(1, verticalScrollBar()->pageStep() / pitch());
    const bool isWhole = event->modifiers().testFlag(Qt::ControlModifier);
    auto place = hovered_;
    switch (table_.isEmpty() ? 0 : event->key()) {
    case Qt::Key_Left:
        --place.column;
        break;
    case Qt::Key_Right:
        ++place.column;
        break;
    case Qt::Key_Up:
        --place.row;
        break;
    case Qt::Key_Down:
        ++place.row;
        break;
    case Qt::Key_PageUp:
        place.row -= page;
        break;
    case Qt::Key_PageDown:
        place.row += page;
        break;
    case Qt::Key_Home:
        place = {isWhole ? 0 : place.row, 0};
        break;
    case Qt::Key_End:
        place = {isWhole ? table_.rows() - 1 : place.row, table_.columns() - 1};
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (hovered_.isValid())
            emit clicked(hovered_);
        return;
    case Qt::Key_Escape:
        if (hovered_.isValid())
            return hover({});
        [[fallthrough]];
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    moveTo(hovered_.isValid() || (isWhole && place.isValid()) ? place : firstInSight());
}

/// Who comes by Tab sees where the keyboard is.
void KernelGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool isByKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && !table_.isEmpty() && !hovered_.isValid())
        moveTo(firstInSight());
}

void KernelGrid::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    hover({});
}

bool KernelGrid::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        hover(placeAt(static_cast<QMouseEvent *>(event)->position()));
        break;
    case QEvent::Leave:
        hover({});
        break;
    case QEvent::MouseButtonPress: {
        const auto *press = static_cast<QMouseEvent *>(event);
        const auto place = placeAt(press->position());
        if (press->button() != Qt::LeftButton || !place.isValid())
            break;
        emit clicked(place);
        event->accept();
        return true;
    }
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto place = placeAt(help->pos());
        QToolTip::showText(help->globalPos(), table_.describe(place), viewport(),
                           boxOf(place).toAlignedRect());
        return true;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

/// What was scrolled to before there was a size, or at another one, is still where it should be.
void KernelGrid::resizeEvent(QResizeEvent *)
{
    arrange();
    if (const auto place = scrolledTo_; place.isValid() && table_.contains(place))
        scrollTo(place);
}

void KernelGrid::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

void KernelGrid::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    setCellSize(cell_ + (event->angleDelta().y() > 0 ? 4 : -4));
    event->accept();
}

void KernelGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (table_.isEmpty()) {
        painter.setPen(ink(Ink::Text, palette()));
        painter.drawText(QPointF(4, QFontMetricsF(font()).ascent() + 1), table_.title);
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(viewport()->rect().adjusted(12, origin_.y(), -12, -8),
                         Qt::AlignCenter | Qt::TextWordWrap, table_.emptyWords);
        return;
    }
    const QRectF room(origin_, QPointF(viewport()->width(), viewport()->height()));
    painter.save();
    painter.setClipRect(room.adjusted(-2, -2, 0, 0));
    const int firstRow = verticalScrollBar()->value() / pitch();
    const int firstColumn = horizontalScrollBar()->value() / pitch();
    for (int row = firstRow; row < table_.rows(); ++row) {
        if (boxOf({row, 0}).top() > room.bottom())
            break;
        for (int column = firstColumn; column < table_.columns(); ++column) {
            const auto box = boxOf({row, column});
            if (box.left() > room.right())
                break;
            paintKernel(painter, box, table_, {row, column}, scale_, palette());
        }
    }
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](KernelPlace place, double width) {
        painter.setPen(QPen(ink(Ink::Text, palette()), width));
        painter.drawRect(boxOf(place).adjusted(-1, -1, 1, 1));
    };
    for (const auto place : highlighted_) {
        if (boxOf(place).intersects(room))
            ring(place, 2.0);
    }
    if (hovered_.isValid())
        ring(hovered_, hasFocus() ? 2.0 : 1.0);
    painter.restore();
    paintHeaders(painter);
    if (!isEnabled())
        painter.fillRect(viewport()->rect(), faded(palette().color(QPalette::Base), 0.65));
}

void KernelGrid::paintHeaders(QPainter &painter)
{
    const QFontMetricsF metrics(font());
    painter.setPen(ink(Ink::Text, palette()));
    painter.drawText(QPointF(4, metrics.ascent() + 1),
                     metrics.elidedText(table_.title, Qt::ElideRight, viewport()->width() - 8));

    painter.setFont(numberFont(noteFont(font())));
    const QFontMetricsF numbers(painter.font());
    const double widest = numbers.horizontalAdvance(QString::number(table_.columns())) + 4;
    const int everyColumn = widest > pitch() ? 5 : 1;
    const int everyRow = numbers.height() > pitch() ? 5 : 1;
    const auto draw = [&](const QRectF &box, int number, bool isMarked, Qt::Alignment align) {
        painter.setPen(ink(isMarked ? Ink::Text : Ink::Muted, palette()));
        painter.drawText(box, static_cast<int>(align | Qt::TextDontClip), QString::number(number));
    };
    for (int column = 0; column < table_.columns(); column += everyColumn) {
        const auto box = boxOf({0, column});
        if (box.left() < origin_.x() - 1 || box.left() > viewport()->width())
            continue;
        draw(QRectF(box.left(), origin_.y() - numbers.height() - 1, cell_, numbers.height()),
             column, column == hovered_.column, Qt::AlignCenter);
    }
    for (int row = 0; row < table_.rows(); row += everyRow) {
        const auto box = boxOf({row, 0});
        if (box.top() < origin_.y() - 1 || box.top() > viewport()->height())
            continue;
        draw(QRectF(0, box.top(), origin_.x() - 5, cell_), row, row == hovered_.row,
             Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace tlvfc::ui
