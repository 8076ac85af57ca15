#include "ui/inspect/network_model.h"

#include "ui/inspect/network_words.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

NetworkModel::NetworkModel(QObject *parent, Side side)
    : TreeModelBase(parent)
    , side_(side)
{
}

void NetworkModel::setArchitecture(std::shared_ptr<const Architecture> architecture)
{
    beginResetModel();
    architecture_ = std::move(architecture);
    partners_.clear();
    remarks_.clear();
    marks_.clear();
    markCounts_.clear();
    variances_ = {};
    shares_ = {};
    layRows();
    endResetModel();
}

void NetworkModel::setTreeShape(TreeShape shape)
{
    if (shape_ == shape)
        return;
    beginResetModel();
    shape_ = shape;
    layRows();
    endResetModel();
    setMarks(std::exchange(marks_, {}));
}

void NetworkModel::layRows()
{
    rows_ = architecture_ ? layerRows(*architecture_, shape_) : std::vector<LayerRow>();
    rowOfLayer_.assign(architecture_ ? architecture_->layers.size() : 0, -1);
    std::vector<int> parents;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        parents.push_back(rows_[i].parent);
        if (!rows_[i].is_block())
            rowOfLayer_[rows_[i].layer.index()] = static_cast<int>(i);
    }
    setParents(parents);
}

void NetworkModel::setPartners(const QHash<int, QStringList> &partners,
                               const QHash<int, QString> &remarks)
{
    if (partners_ == partners && remarks_ == remarks)
        return;
    partners_ = partners;
    remarks_ = remarks;
    tellAll({PartnerRole, Qt::ToolTipRole, Qt::ForegroundRole});
}

void NetworkModel::setMarks(const QHash<int, QString> &marks)
{
    if (marks_ == marks)
        return;
    marks_ = marks;
    markCounts_.clear();
    for (auto mark = marks.cbegin(); mark != marks.cend(); ++mark) {
        for (int row = nodeAt(indexOfLayer(LayerId(mark.key()))); row > 0;
             row = rows_[static_cast<std::size_t>(row)].parent)
            ++markCounts_[row];
    }
    tellAll({MarkRole, Qt::ToolTipRole});
}

void NetworkModel::setVariances(const Figures &variances)
{
    if (variances_ == variances)
        return;
    variances_ = variances;
    tellAll({Qt::DisplayRole, HeatRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void NetworkModel::setShares(const Figures &shares)
{
    if (shares_ == shares)
        return;
    shares_ = shares;
    tellAll({Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void NetworkModel::tellAll(const QList<int> &roles)
{
    const auto tell = [&](auto &&self, const QModelIndex &parent) -> void {
        const int rows = rowCount(parent);
        if (rows == 0)
            return;
        emit dataChanged(index(0, 0, parent), index(rows - 1, columnCount() - 1, parent), roles);
        for (int row = 0; row < rows; ++row)
            self(self, index(row, 0, parent));
    };
    tell(tell, {});
}

const LayerRow &NetworkModel::rowAt(const QModelIndex &index) const
{
    return rows_[static_cast<std::size_t>(nodeAt(index))];
}

const LayerRecord *NetworkModel::recordOf(const LayerRow &row) const
{
    return row.is_block() ? nullptr : &architecture_->layer(row.layer);
}

bool NetworkModel::isGroup(const LayerRow &row) const
{
    return row.is_block() || !architecture_->layer(row.layer).children.empty();
}

QModelIndex NetworkModel::indexOfLayer(LayerId layer, int column) const
{
    if (!layer.is_valid() || layer.index() >= rowOfLayer_.size())
        return {};
    return indexOf(rowOfLayer_[layer.index()], column);
}

LayerId NetworkModel::layerAt(const QModelIndex &index) const
{
    return index.isValid() ? rowAt(index).layer : LayerId();
}

QSet<int> NetworkModel::layersAt(const QModelIndex &index) const
{
    QSet<int> layers;
    if (!index.isValid())
        return layers;
    if (const auto layer = layerAt(index); layer.is_valid())
        layers.insert(layer.value);
    // What stands below a row comes right behind it.
    const int first = nodeAt(index);
    for (auto i = static_cast<std::size_t>(first) + 1; i < rows_.size() && rows_[i].parent >= first;
         ++i) {
        if (!rows_[i].is_block())
            layers.insert(rows_[i].layer.value);
    }
    return layers;
}

int NetworkModel::columnCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return side_ == Side::Source ? int(ShareColumn) : int(ColumnCount);
}

QString NetworkModel::name(const LayerRow &row) const
{
    const auto path = QString::fromStdString(row.path);
    if (!row.is_block())
        return shape_ == TreeShape::Blocks
                   ? path
                   : QString::fromStdString(architecture_->layer(row.layer).name);
    const auto block = tr("block %1").arg(row.number);
    return path.isEmpty() ? block : QStringLiteral("%1 · %2").arg(block, path);
}

QString NetworkModel::figureText(const Figures &figures, const LayerRow &row, bool isShare) const
{
    const auto *record = recordOf(row);
    if (!record || !record->weight_shape)
        return {};
    const auto figure = figures.values.constFind(row.layer.value);
    if (figure == figures.values.cend())
        return figures.isComing ? QStringLiteral("…") : QString();
    return isShare ? shareText(*figure) : meanVarianceText(*figure);
}

/// Of a group, over all the weights in it.
std::optional<double> NetworkModel::shareOf(const QModelIndex &index) const
{
    double taken = 0.0;
    double all = 0.0;
    for (const int layer : layersAt(index)) {
        const auto &shape = architecture_->layer(LayerId(layer)).weight_shape;
        if (!shape)
            continue;
        const auto share = shares_.values.constFind(layer);
        if (share == shares_.values.cend())
            return std::nullopt;
        const auto size = static_cast<double>(element_count(*shape));
        taken += *share * size;
        all += size;
    }
    return all > 0 ? std::optional(taken / all) : std::nullopt;
}

QString NetworkModel::text(const QModelIndex &index, int column) const
{
    const auto &row = rowAt(index);
    const auto *record = recordOf(row);
    switch (column) {
    case LayerColumn:
        return name(row);
    case KindColumn:
        return record ? kindText(record->kind) : tr("Block");
    case ShapeColumn:
        return isGroup(row) ? kindsText(row.kinds) : weightShapeText(*record);
    case ParametersColumn:
        return row.parameters > 0 ? parametersText(row.parameters) : QString();
    case VarianceColumn:
        return figureText(variances_, row, false);
    case ShareColumn:
        if (isGroup(row)) {
            const auto share = shareOf(index);
            return share ? shareText(*share) : QString();
        }
        return figureText(shares_, row, true);
    default:
        return {};
    }
}

QVariant NetworkModel::heat(const LayerRow &row) const
{
    const auto variance =
        row.is_block() ? variances_.values.cend() : variances_.values.constFind(row.layer.value);
    if (variance == variances_.values.cend())
        return {};
    // From the smallest that training leaves to a normal distribution's own.
    constexpr double decades = 6.0;
    return *variance > 0 ? std::clamp(1.0 + std::log10(*variance) / decades, 0.0, 1.0) : 0.0;
}

QIcon NetworkModel::icon(LayerKind kind) const
{
    const auto palette = QGuiApplication::palette();
    if (std::exchange(iconsPalette_, palette.cacheKey()) != palette.cacheKey())
        icons_.clear();
    auto &icon = icons_[kind];
    if (icon.isNull())
        icon = kindIcon(kind, palette);
    return icon;
}

QVariant NetworkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = rowAt(index);
    const auto *record = recordOf(row);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(index, column);
    case Qt::DecorationRole:
        return column == LayerColumn ? QVariant(icon(record ? record->kind : LayerKind::Group))
                                     : QVariant();
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::TextAlignmentRole:
        return column == ParametersColumn || column == ShareColumn
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column != LayerColumn || isGroup(row) || !record->weight_shape ||
            remarks_.contains(row.layer.value))
            return ink(Ink::Muted, QGuiApplication::palette());
        return {};
    case Qt::AccessibleTextRole:
        return accessibleText(index);
    case LayerIdRole:
        return row.layer.value;
    case PathRole:
        return QString::fromStdString(row.path);
    case PartnerRole:
        return partners_.value(row.layer.value);
    case MarkRole:
        return markCounts_.value(nodeAt(index));
    case HeatRole:
        return column == VarianceColumn ? heat(row) : QVariant();
    default:
        return {};
    }
}

QVariant NetworkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == ParametersColumn || section == ShareColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        if (section == VarianceColumn)
            return tr("The mean over the layer's filters of the variance of their weights");
        if (section == ShareColumn)
            return tr("Of the layer's weights, how many come from the source");
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LayerColumn:
        return tr("Layer");
    case KindColumn:
        return tr("Kind");
    case ShapeColumn:
        return tr("Weight");
    case ParametersColumn:
        return tr("Parameters");
    case VarianceColumn:
        return tr("Variance");
    case ShareColumn:
        return tr("Taken");
    default:
        return {};
    }
}

} // namespace tlvfc::ui
