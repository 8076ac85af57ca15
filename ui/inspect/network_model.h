// A network's layers as rows of a tree.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/architecture.h"
#include "ui/inspect/layer_rows.h"
#include "ui/inspect/tree_model_base.h"
#include "ui/session/side.h"

#include <QHash>
#include <QIcon>
#include <QSet>
#include <QStringList>

#include <optional>

namespace tlvfc::ui {

class NetworkModel : public TreeModelBase
{
    Q_OBJECT

public:
    enum Column {
        LayerColumn,
        KindColumn,
        ShapeColumn, ///< of a group, how many layers of which kind
        ParametersColumn,
        VarianceColumn, ///< core/transfer/mean_variance.h
        ShareColumn,    ///< of the layer's weights, those that come from the source; target alone
        ColumnCount
    };
    enum Role {
        LayerIdRole = Qt::UserRole, ///< int, the LayerId's value; -1 for a block
        PathRole,                   ///< "layer1.0.conv1"; of a block what its layers' begin with
        PartnerRole,                ///< QStringList, paths in the other network
        MarkRole,                   ///< int, how many layers at or below it are marked
        HeatRole, ///< double, 0 to 1 on a logarithmic scale; none where nothing is measured
    };

    /// Figures of layers, by LayerId's value.
    struct Figures
    {
        QHash<int, double> values;
        bool isComing = false; ///< those that lack are on their way
        friend bool operator==(const Figures &, const Figures &) = default;
    };

    explicit NetworkModel(QObject *parent = nullptr, Side side = Side::Target);

    /// Null for no network.
    void setArchitecture(std::shared_ptr<const Architecture> architecture);
    const std::shared_ptr<const Architecture> &architecture() const { return architecture_; }

    void setTreeShape(TreeShape shape);
    TreeShape treeShape() const { return shape_; }
    /// By the number that a row's index holds; the first is the hidden root.
    const std::vector<LayerRow> &rows() const { return rows_; }

    /// Paths of the other network's layers that a layer is matched with, by LayerId's value.
    /// Remarks say why a layer has none; such layers are second-rank text.
    void setPartners(const QHash<int, QStringList> &partners, const QHash<int, QString> &remarks);

    /// Layers that a pinned strategy treats otherwise, and how; by LayerId's value.
    void setMarks(const QHash<int, QString> &marks);

    void setVariances(const Figures &variances);
    const Figures &variances() const { return variances_; }
    /// 0 to 1.
    void setShares(const Figures &shares);

    /// Invalid where the tree's shape has no row for the layer.
    QModelIndex indexOfLayer(LayerId layer, int column = LayerColumn) const;
    /// Invalid for an invalid index, and for a block.
    LayerId layerAt(const QModelIndex &index) const;
    /// The row's layer and those below it.
    QSet<int> layersAt(const QModelIndex &index) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const LayerRow &rowAt(const QModelIndex &index) const;
    /// Null for a block.
    const LayerRecord *recordOf(const LayerRow &row) const;
    void layRows();
    void tellAll(const QList<int> &roles);
    bool isGroup(const LayerRow &row) const;
    QString name(const LayerRow &row) const;
    QString text(const QModelIndex &index, int column) const;
    QString figureText(const Figures &figures, const LayerRow &row, bool isShare) const;
    std::optional<double> shareOf(const QModelIndex &index) const;
    QString toolTip(const QModelIndex &index) const; ///< network_tooltips.cpp, as the next two
    QStringList figureLines(const QModelIndex &index) const;
    QString accessibleText(const QModelIndex &index) const;
    QVariant heat(const LayerRow &row) const;
    QIcon icon(LayerKind kind) const;

    Side side_;
    TreeShape shape_ = TreeShape::Modules;
    std::shared_ptr<const Architecture> architecture_;
    std::vector<LayerRow> rows_;
    std::vector<int> rowOfLayer_; ///< -1: none
    QHash<int, QStringList> partners_;
    QHash<int, QString> remarks_;
    QHash<int, QString> marks_;
    QHash<int, int> markCounts_; ///< by row, of groups too
    Figures variances_;
    Figures shares_;
    mutable QHash<LayerKind, QIcon> icons_;
    mutable qint64 iconsPalette_ = 0;
};

} // namespace tlvfc::ui
