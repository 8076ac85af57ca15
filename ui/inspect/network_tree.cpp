#include "ui/inspect/network_tree.h"

#include "ui/inspect/layer_filter.h"
#include "ui/inspect/network_model.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace tlvfc::ui {

NetworkTree::NetworkTree(NetworkModel *model, QWidget *parent)
    : QTreeView(parent)
    , model_(model)
    , filter_(new LayerFilter(this))
{
    filter_->setSourceModel(model);
    setModel(filter_);
    setUniformRowHeights(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(14);
    setIconSize({16, 16});
    setFont(numberFont(font()));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setSectionResizeMode(NetworkModel::LayerColumn, QHeaderView::Stretch);
    header()->setMinimumSectionSize(40);
    header()->setSectionsMovable(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &NetworkTree::rowsMoved);
    connect(filter_, &QAbstractItemModel::modelReset, this, &NetworkTree::fitColumns);
}

void NetworkTree::setFilter(const QString &words)
{
    filter_->setFilterFixedString(words);
    if (!words.isEmpty())
        expandAll();
    areRowsLaid_ = false;
    emit rowsMoved();
}

void NetworkTree::layRows() const
{
    auto *self = const_cast<NetworkTree *>(this);
    self->executeDelayedItemsLayout();
    const auto &architecture = model_->architecture();
    rows_.assign(architecture ? architecture->layers.size() : 0, {-1, LayerId()});
    int next = 0;
    const auto visit = [&](auto &&visitor, const QModelIndex &parent, int shownRow,
                           LayerId shownAs) -> void {
        for (int row = 0; row < filter_->rowCount(parent); ++row) {
            const auto index = filter_->index(row, 0, parent);
            const LayerId layer = model_->layerAt(filter_->mapToSource(index));
            const bool isShown = shownRow < 0;
            const auto place = isShown ? std::pair(next++, layer) : std::pair(shownRow, shownAs);
            rows_[layer.index()] = place;
            const bool isOpen = isShown && isExpanded(index);
            visitor(visitor, index, isOpen ? -1 : place.first, place.second);
        }
    };
    visit(visit, {}, -1, {});
    litRows_.clear();
    for (const int layer : lit_) {
        if (layer < static_cast<int>(rows_.size()))
            litRows_.insert(rows_[static_cast<std::size_t>(layer)].second.value);
    }
    areRowsLaid_ = true;
}

std::optional<RowPlace> NetworkTree::placeOf(LayerId layer) const
{
    if (!areRowsLaid_)
        layRows();
    if (!layer.is_valid() || layer.index() >= rows_.size() || rows_[layer.index()].first < 0)
        return std::nullopt;
    const auto &[row, shownAs] = rows_[layer.index()];
    const int height = rowHeight(filter_->index(0, 0));
    const int top = row * height - verticalScrollBar()->value();
    return RowPlace{shownAs, top + height / 2.0};
}

LayerId NetworkTree::layerAt(const QPoint &viewportPosition) const
{
    return model_->layerAt(filter_->mapToSource(indexAt(viewportPosition)));
}

LayerId NetworkTree::currentLayer() const
{
    return model_->layerAt(filter_->mapToSource(currentIndex()));
}

void NetworkTree::setCurrentLayer(LayerId layer)
{
    if (layer == currentLayer())
        return;
    isQuiet_ = true;
    const auto index = filter_->mapFromSource(model_->indexOfLayer(layer));
    if (index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    } else {
        setCurrentIndex({});
        clearSelection();
    }
    isQuiet_ = false;
}

void NetworkTree::setSideColor(const QColor &color, const QPalette &ground)
{
    // The usual highlight would drown icons and numbers.
    auto mild = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        mild.setColor(group, QPalette::Highlight,
                      blended(ground.color(QPalette::Base), color, 0.28));
        mild.setColor(group, QPalette::HighlightedText, ground.color(QPalette::Text));
    }
    setPalette(mild);
}

void NetworkTree::setLit(const QSet<int> &layers, const QColor &color)
{
    if (lit_ == layers && litColor_ == color)
        return;
    lit_ = layers;
    areRowsLaid_ = false;
    litColor_ = color;
    viewport()->update();
}

void NetworkTree::updateGeometries()
{
    QTreeView::updateGeometries();
    areRowsLaid_ = false;
    emit rowsMoved();
}

void NetworkTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto layer = model_->layerAt(filter_->mapToSource(index));
    if (!areRowsLaid_)
        layRows();
    if (litRows_.contains(layer.value)) {
        painter->fillRect(option.rect, faded(litColor_, 0.16));
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), litColor_);
    }
    QTreeView::drawRow(painter, option, index);
    const bool isLeaf = !index.model()->hasChildren(index);
    if ((isLeaf || !isExpanded(index)) && index.data(NetworkModel::MarkRole).toInt() > 0) {
        auto box = visualRect(index);
        box.setLeft(box.right() - box.height());
        painter->setPen(ink(Ink::Drawn, option.palette));
        painter->drawText(box, Qt::AlignCenter, QStringLiteral("≠"));
    }
}

void NetworkTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const auto layer = model_->layerAt(filter_->mapToSource(current));
    if (!isQuiet_ && layer.is_valid())
        emit layerChosen(layer);
}

void NetworkTree::mouseMoveEvent(QMouseEvent *event)
{
    QTreeView::mouseMoveEvent(event);
    hover(layerAt(event->position().toPoint()));
}

bool NetworkTree::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hover({});
    return QTreeView::viewportEvent(event);
}

void NetworkTree::hover(LayerId layer)
{
    if (std::exchange(hovered_, layer) != layer)
        emit layerHovered(layer);
}

void NetworkTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    showColumnsThatFit();
}

void NetworkTree::showColumnsThatFit()
{
    // Names need room first; the icons tell kinds already, so their column goes first.
    constexpr int nameRoom = 150;
    int room = viewport()->width() - nameRoom;
    for (const int column :
         {NetworkModel::ShapeColumn, NetworkModel::ParametersColumn, NetworkModel::KindColumn}) {
        const int width = columnWidths_[static_cast<std::size_t>(column)];
        const bool fits = width <= room;
        if (isColumnHidden(column) == fits)
            setColumnHidden(column, !fits);
        room = fits ? room - width : -1;
    }
}

void NetworkTree::fitColumns()
{
    // By what a network can hold, so that the columns of both trees agree; a pooling's long name
    // may end in dots.
    const QFontMetrics metrics(font());
    const auto set = [&](int column, const QString &widest) {
        const int width = metrics.horizontalAdvance(widest) + 12;
        columnWidths_[static_cast<std::size_t>(column)] = width;
        header()->resizeSection(column, width);
    };
    set(NetworkModel::KindColumn, QStringLiteral("BatchNorm2d"));
    set(NetworkModel::ShapeColumn, QStringLiteral("2048×512×1×1"));
    set(NetworkModel::ParametersColumn, QStringLiteral("102,764,544"));
    showColumnsThatFit();
}

} // namespace tlvfc::ui
