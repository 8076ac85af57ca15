#include "ui/plots/score_map.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int smallestCell = 5;
constexpr int smallestFit = 9; ///< smaller ones could not be read: the map is scrolled instead
constexpr int highestFit = 40;
constexpr int widestFit = 56;
constexpr int largestCell = 64;
constexpr int widestNames = 150;

} // namespace

QList<QStringList> ScoreCells::table() const
{
    QList<QStringList> lines{QStringList{rowTitle} + columnNames};
    for (int row = 1; row < rows; ++row) {
        QStringList line{rowNames.value(row - 1)};
        for (int column = 1; column < columns; ++column)
            line << QString::number(values[at({row, column})], 'g', 9);
        lines << line;
    }
    return lines;
}

ScoreMap::ScoreMap(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    for (auto *bar : {horizontalScrollBar(), verticalScrollBar()}) {
        connect(bar, &QScrollBar::valueChanged, this, [this] {
            offset_ = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
        });
    }
}

void ScoreMap::setCells(ScoreCells cells)
{
    cells_ = std::move(cells);
    highest_ = cells_.values.empty() ? 0.0 : *std::ranges::max_element(cells_.values);
    filled_ = std::max(0, (cells_.rows - 1) * (cells_.columns - 1));
    path_.clear();
    way_.clear();
    pressed_ = {};
    isDragging_ = false;
    arrows_.clear();
    current_ = {cells_.rows - 1, cells_.columns - 1};
    isSizeChosen_ = false;
    fit();
}

void ScoreMap::setFilled(int count)
{
    filled_ = count;
    viewport()->update();
}

void ScoreMap::setPath(std::vector<MapPlace> path)
{
    path_ = std::move(path);
    viewport()->update();
}

void ScoreMap::setWay(std::vector<MapPlace> way)
{
    way_ = std::move(way);
    viewport()->update();
}

void ScoreMap::setArrows(std::vector<MapArrow> arrows)
{
    arrows_ = std::move(arrows);
    viewport()->update();
}

void ScoreMap::setCurrent(MapPlace place)
{
    if (!cells_.contains(place) || place == current_)
        return;
    current_ = place;
    showPlace(place);
    viewport()->update();
}

bool ScoreMap::isFilled(MapPlace place) const
{
    return place.isEdge() || (place.column - 1) * (cells_.rows - 1) + place.row - 1 < filled_;
}

void ScoreMap::fit()
{
    const QFontMetrics metrics(noteFont(font()));
    int widest = 0;
    for (const auto &name : cells_.rowNames)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    const int title = metrics.horizontalAdvance(cells_.rowTitle + QStringLiteral(" ↓"));
    origin_ =
        QPoint(std::max(std::min(widest, widestNames) + 16, title + 12), 2 * metrics.height() + 6);
    if (!isSizeChosen_ && cells_.rows > 0 && cells_.columns > 0) {
        const int across = (viewport()->width() - origin_.x() - 6) / cells_.columns;
        const int down = (viewport()->height() - origin_.y() - 6) / cells_.rows;
        const int height = std::clamp(down, smallestFit, highestFit);
        cell_ = {std::clamp(across, smallestFit, widestFit), height};
    }
    arrange();
}

void ScoreMap::arrange()
{
    const QSize whole(cells_.columns * cell_.width(), cells_.rows * cell_.height());
    const QSize room(viewport()->width() - origin_.x() - 4, viewport()->height() - origin_.y() - 4);
    for (auto [bar, size, page, step] :
         {std::tuple{horizontalScrollBar(), whole.width(), room.width(), cell_.width()},
          std::tuple{verticalScrollBar(), whole.height(), room.height(), cell_.height()}}) {
        bar->setRange(0, std::max(0, size - page));
        bar->setPageStep(std::max(1, page));
        bar->setSingleStep(step);
    }
    showPlace(current_);
    viewport()->update();
}

QRectF ScoreMap::boxOf(MapPlace place) const
{
    return QRectF(origin_ - offset_ +
                      QPoint(place.column * cell_.width(), place.row * cell_.height()),
                  cell_);
}

MapPlace ScoreMap::placeAt(const QPointF &position) const
{
    if (position.x() < origin_.x() || position.y() < origin_.y())
        return {};
    const auto inside = (position - origin_ + offset_).toPoint();
    const MapPlace found{inside.y() / cell_.height(), inside.x() / cell_.width()};
    return cells_.contains(found) ? found : MapPlace();
}

void ScoreMap::setCellSize(int pixels)
{
    isSizeChosen_ = true;
    const int side = std::clamp(pixels, smallestCell, largestCell);
    cell_ = {side, side};
    arrange();
}

void ScoreMap::showPlace(MapPlace place)
{
    if (!cells_.contains(place))
        return;
    const auto toward = [](QScrollBar *bar, int low, int side, int room) {
        if (low < bar->value())
            bar->setValue(low);
        else if (low + side > bar->value() + room)
            bar->setValue(low + side - room);
    };
    toward(horizontalScrollBar(), place.column * cell_.width(), cell_.width(),
           viewport()->width() - origin_.x() - 4);
    toward(verticalScrollBar(), place.row * cell_.height(), cell_.height(),
           viewport()->height() - origin_.y() - 4);
}

void ScoreMap::move(MapPlace place)
{
    if (!cells_.contains(place) || !isFilled(place) || place == current_)
        return;
    setCurrent(place);
    emit currentMoved(place);
}

/// The part of the way that is nearest.
int ScoreMap::stepAt(const QPointF &position) const
{
    const auto distance = [&](MapPlace place) {
        const auto apart = anchorOf(place) - position;
        return QPointF::dotProduct(apart, apart);
    };
    return static_cast<int>(std::ranges::min_element(way_, {}, distance) - way_.begin());
}

bool ScoreMap::press(const QMouseEvent &event)
{
    const auto place = placeAt(event.position());
    if (event.button() != Qt::LeftButton || !place.isValid() || !isFilled(place))
        return false;
    setFocus(Qt::MouseFocusReason);
    move(place);
    // On the way it may become a drag: whether it was a click is known when the button comes up.
    if (std::ranges::find(way_, place) != way_.end())
        pressed_ = place;
    else
        emit activated(place);
    return true;
}

bool ScoreMap::drag(const QMouseEvent &event)
{
    if (!pressed_.isValid())
        return false;
    if (!isDragging_ && placeAt(event.position()) == pressed_)
        return true;
    isDragging_ = true;
    emit wayDragged(stepAt(event.position()));
    return true;
}

void ScoreMap::release()
{
    const auto place = std::exchange(pressed_, MapPlace());
    if (!std::exchange(isDragging_, false) && place.isValid())
        emit activated(place);
}

bool ScoreMap::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        if (press(*static_cast<QMouseEvent *>(event)))
            return true;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        release();
    } else if (event->type() == QEvent::MouseMove) {
        if (drag(*static_cast<QMouseEvent *>(event)))
            return true;
        const auto place = placeAt(static_cast<QMouseEvent *>(event)->position());
        if (place.isValid())
            move(place);
        const bool opens = place.isValid() && cells_.opens[cells_.at(place)] != 0;
        const bool isOnWay = std::ranges::find(way_, place) != way_.end();
        viewport()->setCursor(opens     ? Qt::PointingHandCursor
                              : isOnWay ? Qt::OpenHandCursor
                                        : Qt::ArrowCursor);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ScoreMap::keyPressEvent(QKeyEvent *event)
{
    auto place = current_;
    switch (event->key()) {
    case Qt::Key_Left:
        --place.column;
        return move(place);
    case Qt::Key_Right:
        ++place.column;
        return move(place);
    case Qt::Key_Up:
        --place.row;
        return move(place);
    case Qt::Key_Down:
        ++place.row;
        return move(place);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (cells_.contains(place))
            emit activated(place);
        return;
    case Qt::Key_Backspace:
    case Qt::Key_Escape:
        return emit leaveAsked();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ScoreMap::resizeEvent(QResizeEvent *) { fit(); }

void ScoreMap::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void ScoreMap::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    setCellSize(cell_.height() + (event->angleDelta().y() > 0 ? 3 : -3));
    event->accept();
}

void ScoreMap::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    paintAll(painter, viewport()->rect());
}

QSize ScoreMap::pictureSize() const
{
    return {origin_.x() + cells_.columns * cell_.width() + 8,
            origin_.y() + cells_.rows * cell_.height() + 8};
}

void ScoreMap::paintPicture(QPainter &painter)
{
    const auto scrolled = std::exchange(offset_, QPoint());
    painter.fillRect(QRect(QPoint(), pictureSize()), palette().color(QPalette::Base));
    paintAll(painter, QRect(QPoint(), pictureSize()));
    offset_ = scrolled;
}

} // namespace tlvfc::ui
