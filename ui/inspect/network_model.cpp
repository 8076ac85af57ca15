#include "ui/inspect/network_model.h"

#include "ui/inspect/network_words.h"
#include "ui/theme/layer_glyph.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>

namespace tlvfc::ui {

namespace {

/// More would make a tooltip taller than what it is about.
constexpr int mostPartnersTold = 6;

QString kindText(LayerKind kind)
{
    const auto name = to_string(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

void NetworkModel::setArchitecture(std::shared_ptr<const Architecture> architecture)
{
    beginResetModel();
    architecture_ = std::move(architecture);
    partners_.clear();
    remarks_.clear();
    marks_.clear();
    markCounts_.clear();
    parameters_.clear();
    std::vector<int> parents;
    if (architecture_) {
        for (const auto &layer : architecture_->layers) {
            parents.push_back(layer.parent.value);
            parameters_.push_back(layer.parameter_count());
        }
        // Children stand behind their parents.
        for (std::size_t i = parents.size(); i-- > 1;)
            parameters_[static_cast<std::size_t>(parents[i])] += parameters_[i];
    }
    setParents(parents);
    endResetModel();
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
        for (LayerId layer(mark.key()); layer.is_valid();
             layer = architecture_->layer(layer).parent)
            ++markCounts_[layer.value];
    }
    tellAll({MarkRole, Qt::ToolTipRole});
}

void NetworkModel::tellAll(const QList<int> &roles)
{
    const auto tell = [&](auto &&self, const QModelIndex &parent) -> void {
        const int rows = rowCount(parent);
        if (rows == 0)
            return;
        emit dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent), roles);
        for (int row = 0; row < rows; ++row)
            self(self, index(row, 0, parent));
    };
    tell(tell, {});
}

LayerId NetworkModel::layerAt(const QModelIndex &index) const
{
    return index.isValid() ? LayerId(nodeAt(index)) : LayerId();
}

int NetworkModel::columnCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : ColumnCount;
}

QString NetworkModel::text(const LayerRecord &layer, LayerId id, int column) const
{
    switch (column) {
    case LayerColumn:
        return QString::fromStdString(layer.name);
    case KindColumn:
        return kindText(layer.kind);
    case ShapeColumn:
        return weightShapeText(layer);
    case ParametersColumn:
        return parameters_[id.index()] > 0 ? parametersText(parameters_[id.index()]) : QString();
    default:
        return {};
    }
}

QString NetworkModel::toolTip(const LayerRecord &layer, LayerId id) const
{
    QStringList lines{
        QStringLiteral("<b>%1</b> · %2")
            .arg(QString::fromStdString(layer.path).toHtmlEscaped(), kindText(layer.kind))};
    if (layer.weight_shape)
        lines << tr("weight %1").arg(weightShapeText(layer));
    if (layer.bias_shape)
        lines << tr("bias %1").arg(QString::fromStdString(to_string(*layer.bias_shape)));
    if (const auto geometry = geometryText(layer); !geometry.isEmpty())
        lines << geometry;
    if (!layer.children.empty())
        lines << tr("%1 parameters in all").arg(parametersText(parameters_[id.index()]));
    if (const auto partners = partners_.value(id.value); !partners.isEmpty()) {
        QString told = partners.mid(0, mostPartnersTold).join(QStringLiteral(", "));
        if (partners.size() > mostPartnersTold)
            told = tr("%1 and %2 more").arg(told).arg(partners.size() - mostPartnersTold);
        lines << tr("matched with %1").arg(told);
    } else if (const auto remark = remarks_.value(id.value); !remark.isEmpty()) {
        lines << tr("not matched: %1").arg(remark.toHtmlEscaped());
    }
    if (const auto mark = marks_.value(id.value); !mark.isEmpty())
        lines << tr("≠ pinned strategy A: %1").arg(mark.toHtmlEscaped());
    else if (const int count = markCounts_.value(id.value); count > 0)
        lines << (count == 1 ? tr("≠ pinned strategy A: one layer in it")
                             : tr("≠ pinned strategy A: %1 layers in it").arg(count));
    return lines.join(QStringLiteral("<br>"));
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
    const auto id = layerAt(index);
    const auto &layer = architecture_->layer(id);
    switch (role) {
    case Qt::DisplayRole:
        return text(layer, id, index.column());
    case Qt::DecorationRole:
        return index.column() == LayerColumn ? QVariant(icon(layer.kind)) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(layer, id);
    case Qt::TextAlignmentRole:
        return index.column() == ParametersColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() != LayerColumn || !layer.weight_shape || remarks_.contains(id.value))
            return ink(Ink::Muted, QGuiApplication::palette());
        return {};
    case Qt::AccessibleTextRole:
        return QStringList{text(layer, id, LayerColumn), text(layer, id, KindColumn),
                           text(layer, id, ShapeColumn)}
            .join(QStringLiteral(", "));
    case LayerIdRole:
        return id.value;
    case PathRole:
        return QString::fromStdString(layer.path);
    case PartnerRole:
        return partners_.value(id.value);
    case MarkRole:
        return markCounts_.value(id.value);
    default:
        return {};
    }
}

QVariant NetworkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == ParametersColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
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
    default:
        return {};
    }
}

} // namespace tlvfc::ui
