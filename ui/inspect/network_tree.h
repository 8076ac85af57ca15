// The view of a network's layers; knows where each layer's row stands.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/architecture.h"

#include <QSet>
#include <QTreeView>

#include <array>
#include <optional>
#include <vector>

class QSortFilterProxyModel;

namespace tlvfc::ui {

class NetworkModel;

/// Where a layer shows itself.
struct RowPlace
{
    LayerId row;         ///< the layer's own, or that of the collapsed group that holds it
    double center = 0.0; ///< in the viewport's coordinates; may lie outside of it
};

class NetworkTree : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit NetworkTree(NetworkModel *model, QWidget *parent = nullptr);

    /// Rows whose path, kind or shape holds the words, with what they stand in.
    void setFilter(const QString &words);

    /// None where the filter hides the layer.
    std::optional<RowPlace> placeOf(LayerId layer) const;
    /// Invalid where there is no row.
    LayerId layerAt(const QPoint &viewportPosition) const;

    LayerId currentLayer() const;
    /// Shows and selects it, unfolding what it stands in; an invalid id takes the selection away.
    void setCurrentLayer(LayerId layer);

    /// Of the selected row, mixed with the ground: where themes change, the tree's own comes
    /// later.
    void setSideColor(const QColor &color, const QPalette &ground);

    /// Layers drawn as partners of what the mouse or the selection is on; a collapsed group
    /// stands for those in it.
    void setLit(const QSet<int> &layers, const QColor &color);
    const QSet<int> &lit() const { return lit_; }

    NetworkModel *network() const { return model_; }

signals:
    void rowsMoved(); ///< scrolled, folded, unfolded, filtered or resized
    void layerHovered(tlvfc::LayerId layer);
    void layerChosen(tlvfc::LayerId layer); ///< by the user

protected:
    void updateGeometries() override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showColumnsThatFit();
    void fitColumns();
    void layRows() const;
    void hover(LayerId layer);

    NetworkModel *model_;
    QSortFilterProxyModel *filter_;
    std::array<int, 4> columnWidths_{}; ///< whether shown or not
    QSet<int> lit_;
    mutable QSet<int> litRows_;
    QColor litColor_;
    LayerId hovered_;
    bool isQuiet_ = false; ///< the selection is being set, not chosen
    /// Per layer: the number of the visible row that shows it, -1 for none, and whose row that is.
    mutable std::vector<std::pair<int, LayerId>> rows_;
    mutable bool areRowsLaid_ = false;
};

} // namespace tlvfc::ui
