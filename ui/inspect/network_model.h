// A network's layers as rows of a tree.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/architecture.h"
#include "ui/inspect/tree_model_base.h"

#include <QHash>
#include <QIcon>
#include <QStringList>

namespace tlvfc::ui {

class NetworkModel : public TreeModelBase
{
    Q_OBJECT

public:
    enum Column { LayerColumn, KindColumn, ShapeColumn, ParametersColumn, ColumnCount };
    enum Role {
        LayerIdRole = Qt::UserRole, ///< int, the LayerId's value
        PathRole,                   ///< "layer1.0.conv1"
        PartnerRole,                ///< QStringList, paths in the other network
        MarkRole,                   ///< int, how many layers at or below it are marked
    };

    using TreeModelBase::TreeModelBase;

    /// Null for no network.
    void setArchitecture(std::shared_ptr<const Architecture> architecture);
    const std::shared_ptr<const Architecture> &architecture() const { return architecture_; }

    /// Paths of the other network's layers that a layer is matched with, by LayerId's value.
    /// Remarks say why a layer has none; such layers are second-rank text.
    void setPartners(const QHash<int, QStringList> &partners, const QHash<int, QString> &remarks);

    /// Layers that a pinned strategy treats otherwise, and how; by LayerId's value.
    void setMarks(const QHash<int, QString> &marks);

    QModelIndex indexOfLayer(LayerId layer, int column = LayerColumn) const
    {
        return indexOf(layer.value, column);
    }
    /// Invalid for an invalid index.
    LayerId layerAt(const QModelIndex &index) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    void tellAll(const QList<int> &roles);
    QString text(const LayerRecord &layer, LayerId id, int column) const;
    QString toolTip(const LayerRecord &layer, LayerId id) const;
    QIcon icon(LayerKind kind) const;

    std::shared_ptr<const Architecture> architecture_;
    std::vector<std::int64_t> parameters_; ///< with those of the layers below
    QHash<int, QStringList> partners_;
    QHash<int, QString> remarks_;
    QHash<int, QString> marks_;
    QHash<int, int> markCounts_; ///< of groups too
    mutable QHash<LayerKind, QIcon> icons_;
    mutable qint64 iconsPalette_ = 0;
};

} // namespace tlvfc::ui
