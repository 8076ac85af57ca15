#include "ui/inspect/layer_map.h"

#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// A row is never drawn higher than this: few rows stand together at the top.
constexpr double mostRowHeight = 8.0;

LayerKind kindOf(const NetworkModel &model, const LayerRow &row)
{
    return row.is_block() ? LayerKind::Group : model.architecture()->layer(row.layer).kind;
}

constexpr double groupLength = 0.75;

/// Share of the width.
double lengthOf(LayerKind kind)
{
    if (is_dimensional(kind))
        return 1.0;
    if (kind < LayerKind::Conv1d || kind == LayerKind::Group)
        return groupLength;
    return is_batch_norm(kind) ? 0.5 : 0.2;
}

} // namespace

LayerMap::LayerMap(NetworkTree *tree, QWidget *parent)
    : QWidget(parent)
    , tree_(tree)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedWidth(sizeHint().width());
    hide();
    connect(tree, &NetworkTree::rowsMoved, this, &LayerMap::refresh);
    connect(tree->verticalScrollBar(), &QScrollBar::rangeChanged, this, &LayerMap::refresh);
    connect(tree->network(), &QAbstractItemModel::modelReset, this, [this] { matched_.clear(); });
}

void LayerMap::setMatched(const QSet<int> &layers)
{
    if (matched_ == layers)
        return;
    matched_ = layers;
    picture_ = {};
    update();
}

void LayerMap::refresh()
{
    setVisible(tree_->verticalScrollBar()->maximum() > 0);
    if (isHidden())
        return;
    if (rows_ != tree_->shownRows()) {
        rows_ = tree_->shownRows();
        picture_ = {};
    }
    update();
}

double LayerMap::rowHeight() const
{
    return rows_.empty() ? 0.0 : std::min(mostRowHeight, double(height()) / double(rows_.size()));
}

double LayerMap::rowTop(int row) const { return row * rowHeight(); }

QRectF LayerMap::viewport() const
{
    const auto *bar = tree_->verticalScrollBar();
    const double all = bar->maximum() + bar->pageStep();
    const double scale = all > 0 ? rowHeight() * double(rows_.size()) / all : 0.0;
    return {0.5, bar->value() * scale + 0.5, width() - 1.0,
            std::max(6.0, bar->pageStep() * scale - 1.0)};
}

int LayerMap::rowAt(double y) const
{
    const int row = rowHeight() > 0 ? static_cast<int>(y / rowHeight()) : 0;
    return std::clamp(row, 0, static_cast<int>(rows_.size()) - 1);
}

QPixmap LayerMap::drawn() const
{
    const double ratio = devicePixelRatioF();
    QPixmap picture(size() * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(palette().color(QPalette::Base));
    QPainter painter(&picture);
    const auto &model = *tree_->network();
    const double high = rowHeight();
    // A folded group stands for those in it.
    QSet<int> matchedRows;
    for (const int layer : matched_) {
        if (const auto place = tree_->placeOf(LayerId(layer)))
            matchedRows.insert(place->row);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto &row = model.rows()[static_cast<std::size_t>(rows_[i])];
        const auto kind = kindOf(model, row);
        const bool isMatched = matchedRows.contains(rows_[i]);
        const bool isGroup = lengthOf(kind) == groupLength;
        if (isGroup && !isMatched)
            continue;
        const auto color = isMatched && isGroup ? ink(Ink::Taken, palette())
                           : isMatched          ? kindColor(kind, palette())
                                                : ink(Ink::Stays, palette());
        const double length = (width() - 4.0) * lengthOf(kind);
        const double thick = isMatched ? std::max(1.0, high - 0.6) : std::min(1.0, high * 0.5);
        const double middle = rowTop(static_cast<int>(i)) + high / 2;
        painter.fillRect(QRectF(2, middle - thick / 2, length, thick),
                         isMatched ? color : faded(color, 0.7));
    }
    return picture;
}

void LayerMap::paintEvent(QPaintEvent *)
{
    if (picture_.isNull() || picture_.deviceIndependentSize() != QSizeF(size()))
        picture_ = drawn();
    QPainter painter(this);
    painter.drawPixmap(0, 0, picture_);
    const auto frame = ink(hasFocus() ? Ink::Text : Ink::Muted, palette());
    painter.setPen(QPen(frame, hasFocus() ? 2 : 1));
    painter.setBrush(faded(frame, 0.14));
    painter.drawRect(viewport());
}

/// The row comes to the middle of the view.
void LayerMap::scrollTo(double y)
{
    auto *bar = tree_->verticalScrollBar();
    const double all = bar->maximum() + bar->pageStep();
    const double drawnHeight = rowHeight() * double(rows_.size());
    if (drawnHeight > 0)
        bar->setValue(static_cast<int>(y / drawnHeight * all - bar->pageStep() / 2.0));
}

void LayerMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        scrollTo(event->position().y());
}

void LayerMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        scrollTo(event->position().y());
}

void LayerMap::wheelEvent(QWheelEvent *event)
{
    auto *bar = tree_->verticalScrollBar();
    bar->setValue(bar->value() - event->angleDelta().y() / 2);
    event->accept();
}

void LayerMap::keyPressEvent(QKeyEvent *event)
{
    auto *bar = tree_->verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Up:
        return bar->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Down:
        return bar->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return bar->triggerAction(QScrollBar::SliderToMinimum);
    case Qt::Key_End:
        return bar->triggerAction(QScrollBar::SliderToMaximum);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool LayerMap::event(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        picture_ = {};
    } else if (event->type() == QEvent::ToolTip && !rows_.empty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto &model = *tree_->network();
        const int node = rows_[static_cast<std::size_t>(rowAt(help->pos().y()))];
        QToolTip::showText(help->globalPos(), model.indexOf(node).data(Qt::ToolTipRole).toString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace tlvfc::ui
