#include "ui/inspect/network_tree.h"

#include "ui/inspect/layer_delegate.h"
#include "ui/inspect/layer_filter.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/tree_text.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace tlvfc::ui {

NetworkTree::NetworkTree(NetworkModel *model, QWidget *parent)
    : QTreeView(parent)
    , model_(model)
    , filter_(new LayerFilter(this))
    , delegate_(new LayerDelegate(this))
{
    static_assert(columnCount == NetworkModel::ColumnCount);
    filter_->setSourceModel(model);
    setModel(filter_);
    setItemDelegate(delegate_);
    setSelectionMode(ExtendedSelection);
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

QModelIndex NetworkTree::sourceIndex(const QModelIndex &index) const
{
    return filter_->mapToSource(index.siblingAtColumn(NetworkModel::LayerColumn));
}

void NetworkTree::setFilter(const QString &words)
{
    filter_->setFilterFixedString(words);
    delegate_->setWords(words);
    if (!words.isEmpty())
        expandAll();
    areRowsLaid_ = false;
    viewport()->update();
    emit rowsMoved();
}

void NetworkTree::layRows() const
{
    auto *self = const_cast<NetworkTree *>(this);
    self->executeDelayedItemsLayout();
    const auto &architecture = model_->architecture();
    places_.assign(architecture ? architecture->layers.size() : 0, -1);
    shown_.clear();
    const auto visit = [&](auto &&visitor, const QModelIndex &parent, int folded) -> void {
        const int rows = filter_->rowCount(parent);
        for (int row = 0; row < rows; ++row) {
            const auto index = filter_->index(row, 0, parent);
            const int node = model_->nodeAt(filter_->mapToSource(index));
            const int place = folded < 0 ? static_cast<int>(shown_.size()) : folded;
            if (folded < 0)
                shown_.push_back(node);
            if (const auto layer = model_->rows()[static_cast<std::size_t>(node)].layer;
                layer.is_valid())
                places_[layer.index()] = place;
            const bool isOpen = folded < 0 && isExpanded(index);
            visitor(visitor, index, isOpen ? -1 : place);
        }
    };
    visit(visit, {}, -1);
    rowHeight_ = rowHeight(filter_->index(0, 0));
    areRowsLaid_ = true;
    lightRows();
}

void NetworkTree::lightRows() const
{
    litRows_.clear();
    for (const int layer : lit_) {
        const auto i = static_cast<std::size_t>(layer);
        if (i < places_.size() && places_[i] >= 0)
            litRows_.insert(shown_[static_cast<std::size_t>(places_[i])]);
    }
}

std::optional<RowPlace> NetworkTree::placeOf(LayerId layer) const
{
    if (!areRowsLaid_)
        layRows();
    if (!layer.is_valid() || layer.index() >= places_.size() || places_[layer.index()] < 0)
        return std::nullopt;
    const int place = places_[layer.index()];
    const int top = place * rowHeight_ - verticalScrollBar()->value();
    return RowPlace{shown_[static_cast<std::size_t>(place)], top + rowHeight_ / 2.0};
}

const std::vector<int> &NetworkTree::shownRows() const
{
    if (!areRowsLaid_)
        layRows();
    return shown_;
}

LayerId NetworkTree::layerAt(const QPoint &viewportPosition) const
{
    return model_->layerAt(sourceIndex(indexAt(viewportPosition)));
}

LayerId NetworkTree::currentLayer() const { return model_->layerAt(sourceIndex(currentIndex())); }

void NetworkTree::setCurrentLayer(LayerId layer)
{
    if (layer == currentLayer() && layer.is_valid() == currentIndex().isValid())
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

void NetworkTree::setTreeShape(TreeShape shape)
{
    if (shape == model_->treeShape())
        return;
    const auto current = currentLayer();
    model_->setTreeShape(shape);
    unfoldFirst();
    setCurrentLayer(current);
}

void NetworkTree::unfoldFirst()
{
    constexpr std::size_t mostRowsUnfolded = 80;
    if (model_->rows().size() <= mostRowsUnfolded)
        expandAll();
    else
        expandToDepth(0);
}

int NetworkTree::unfoldedLevels() const
{
    int levels = 0;
    const auto visit = [&](auto &&visitor, const QModelIndex &parent, int level) -> void {
        for (int row = 0; row < filter_->rowCount(parent); ++row) {
            const auto index = filter_->index(row, 0, parent);
            if (!isExpanded(index) || !filter_->hasChildren(index))
                continue;
            levels = std::max(levels, level + 1);
            visitor(visitor, index, level + 1);
        }
    };
    visit(visit, {}, 0);
    return levels;
}

void NetworkTree::unfoldLevel() { expandToDepth(unfoldedLevels()); }

void NetworkTree::foldLevel()
{
    const int levels = unfoldedLevels();
    if (levels <= 1)
        collapseAll();
    else
        expandToDepth(levels - 2);
}

void NetworkTree::copySelected() const
{
    QApplication::clipboard()->setText(treeText(*this, TreeRows::Selected));
}

void NetworkTree::copyAll() const
{
    QApplication::clipboard()->setText(treeText(*this, TreeRows::All));
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
    litColor_ = color;
    if (areRowsLaid_)
        lightRows();
    viewport()->update();
}

void NetworkTree::updateGeometries()
{
    QTreeView::updateGeometries();
    // A scroll bar that came or went on the way has left the header as wide as it was.
    if (header()->width() != viewport()->width())
        QTreeView::updateGeometries();
    areRowsLaid_ = false;
    emit rowsMoved();
}

void NetworkTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    if (!areRowsLaid_)
        layRows();
    if (litRows_.contains(model_->nodeAt(sourceIndex(index)))) {
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
    if (isQuiet_ || !current.isValid())
        return;
    const auto index = sourceIndex(current);
    if (const auto layer = model_->layerAt(index); layer.is_valid())
        emit layerChosen(layer);
    else
        emit blockChosen(model_->layersAt(index));
}

void NetworkTree::mouseMoveEvent(QMouseEvent *event)
{
    QTreeView::mouseMoveEvent(event);
    hover(sourceIndex(indexAt(event->position().toPoint())));
}

void NetworkTree::keyPressEvent(QKeyEvent *event)
{
    const auto current = currentIndex().siblingAtColumn(NetworkModel::LayerColumn);
    const bool isOpen = isExpanded(current) && filter_->hasChildren(current);
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else if (event->key() == Qt::Key_Left && !isOpen && current.parent().isValid())
        setCurrentIndex(current.parent()); // few styles do so by themselves
    else if (event->key() == Qt::Key_Right && isOpen)
        setCurrentIndex(filter_->index(0, 0, current));
    else
        QTreeView::keyPressEvent(event);
}

bool NetworkTree::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hover({});
    return QTreeView::viewportEvent(event);
}

void NetworkTree::hover(const QModelIndex &index)
{
    if (hovered_ == index)
        return;
    hovered_ = index;
    emit layersHovered(model_->layersAt(index));
}

void NetworkTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    showColumnsThatFit();
}

void NetworkTree::setColumns(const std::optional<QSet<int>> &columns)
{
    columns_ = columns;
    showColumnsThatFit();
}

void NetworkTree::showColumnsThatFit()
{
    if (columns_)
        return showChosenColumns();
    header()->setSectionResizeMode(NetworkModel::LayerColumn, QHeaderView::Stretch);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Names need room first; the icons tell kinds already, so their column goes first.
    constexpr int nameRoom = 130;
    int room = viewport()->width() - nameRoom;
    bool isOther = false;
    for (const int column :
         {NetworkModel::ShapeColumn, NetworkModel::VarianceColumn, NetworkModel::ShareColumn,
          NetworkModel::ParametersColumn, NetworkModel::KindColumn}) {
        if (column >= model_->columnCount())
            continue;
        const int width = columnWidths_[static_cast<std::size_t>(column)];
        const bool fits = width <= room;
        isOther = isOther || isColumnHidden(column) == fits;
        if (isColumnHidden(column) == fits)
            setColumnHidden(column, !fits);
        room = fits ? room - width : -1;
    }
    if (isOther)
        emit columnsShown();
}

void NetworkTree::showChosenColumns()
{
    constexpr int leastNameRoom = 130;
    int room = viewport()->width();
    for (int column = NetworkModel::KindColumn; column < model_->columnCount(); ++column) {
        const bool isShown = columns_->contains(column);
        setColumnHidden(column, !isShown);
        room -= isShown ? columnWidths_[static_cast<std::size_t>(column)] : 0;
    }
    const bool fits = room >= leastNameRoom;
    header()->setSectionResizeMode(NetworkModel::LayerColumn,
                                   fits ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (!fits)
        header()->resizeSection(NetworkModel::LayerColumn, leastNameRoom);
    setHorizontalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    emit columnsShown();
}

void NetworkTree::fitColumns()
{
    // By what a network can hold, so that the columns of both trees agree; a pooling's long name
    // may end in dots.
    const QFontMetrics metrics(font());
    const auto set = [&](int column, const QString &widest) {
        if (column >= model_->columnCount())
            return;
        const int width = metrics.horizontalAdvance(widest) + 12;
        columnWidths_[static_cast<std::size_t>(column)] = width;
        header()->resizeSection(column, width);
    };
    set(NetworkModel::KindColumn, QStringLiteral("BatchNorm2d"));
    set(NetworkModel::ShapeColumn, QStringLiteral("2048×512×1×1"));
    set(NetworkModel::ParametersColumn, QStringLiteral("102,764,544"));
    set(NetworkModel::VarianceColumn, QStringLiteral("Variance"));
    set(NetworkModel::ShareColumn, QStringLiteral("Taken"));
    showColumnsThatFit();
}

} // namespace tlvfc::ui
