// The view of a network's layers; knows where each layer's row stands.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/architecture.h"
#include "ui/inspect/layer_rows.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QTreeView>

#include <array>
#include <optional>
#include <vector>

class QSortFilterProxyModel;

namespace tlvfc::ui {

class LayerDelegate;
class NetworkModel;

/// Where a layer shows itself.
struct RowPlace
{
    int row = -1; ///< of NetworkModel::rows(): its own, or the collapsed group's that holds it
    double center = 0.0; ///< in the viewport's coordinates; may lie outside of it
};

class NetworkTree : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit NetworkTree(NetworkModel *model, QWidget *parent = nullptr);

    /// Rows whose path holds the words, or else those whose kind or shape does, with what they
    /// stand in; the words are marked where they stand.
    void setFilter(const QString &words);

    /// None where the filter hides the layer, or the tree's shape has no row for it.
    std::optional<RowPlace> placeOf(LayerId layer) const;
    /// Numbers of the rows that are not folded away, from the top.
    const std::vector<int> &shownRows() const;
    /// Invalid where there is no row, and for a block.
    LayerId layerAt(const QPoint &viewportPosition) const;

    LayerId currentLayer() const;
    /// Shows and selects it, unfolding what it stands in; an invalid id takes the selection away.
    void setCurrentLayer(LayerId layer);

    /// The layer that was current stays so where it has a row.
    void setTreeShape(TreeShape shape);
    /// A small tree as a whole, of a large one the first level.
    void unfoldFirst();

    /// Columns beside the names, by NetworkModel::Column; none for as many as fit.
    void setColumns(const std::optional<QSet<int>> &columns);

    /// Everything down to one level more or less than now.
    void unfoldLevel();
    void foldLevel();

    /// To the clipboard, as text with tabs between columns.
    void copySelected() const;
    void copyAll() const;

    /// Of the selected row, mixed with the ground: where themes change, the tree's own comes
    /// later.
    void setSideColor(const QColor &color, const QPalette &ground);

    /// Layers drawn as partners of what the mouse or the selection is on; a collapsed group
    /// stands for those in it.
    void setLit(const QSet<int> &layers, const QColor &color);
    const QSet<int> &lit() const { return lit_; }

    NetworkModel *network() const { return model_; }

signals:
    void rowsMoved();    ///< scrolled, folded, unfolded, filtered or resized
    void columnsShown(); ///< others than before
    void layersHovered(const QSet<int> &layers); ///< those of the row; empty for none
    void layerChosen(tlvfc::LayerId layer);      ///< by the user
    void blockChosen(const QSet<int> &layers);   ///< the same, of a row that is no layer

protected:
    void updateGeometries() override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QModelIndex sourceIndex(const QModelIndex &index) const;
    void showColumnsThatFit();
    void showChosenColumns();
    void fitColumns();
    void layRows() const;
    void lightRows() const;
    int unfoldedLevels() const;
    void hover(const QModelIndex &index);

    static constexpr std::size_t columnCount = 6;

    NetworkModel *model_;
    QSortFilterProxyModel *filter_;
    LayerDelegate *delegate_;
    std::array<int, columnCount> columnWidths_{}; ///< whether shown or not
    std::optional<QSet<int>> columns_;
    QSet<int> lit_;
    mutable QSet<int> litRows_;
    QColor litColor_;
    QPersistentModelIndex hovered_;
    bool isQuiet_ = false; ///< the selection is being set, not chosen
    /// Per layer: which of the shown rows shows it, -1 for none.
    mutable std::vector<int> places_;
    mutable std::vector<int> shown_;
    mutable int rowHeight_ = 0;
    mutable bool areRowsLaid_ = false;
};

} // namespace tlvfc::ui
