#include "ui/inspect/layer_filter.h"

#include "ui/inspect/network_model.h"

namespace tlvfc::ui {

LayerFilter::LayerFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

bool LayerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto pattern = filterRegularExpression();
    if (pattern.pattern().isEmpty())
        return true;
    const auto layer = sourceModel()->index(row, 0, parent);
    const auto holds = [&](const QString &text) { return pattern.match(text).hasMatch(); };
    return holds(layer.data(NetworkModel::PathRole).toString()) ||
           holds(layer.siblingAtColumn(NetworkModel::KindColumn).data().toString()) ||
           holds(layer.siblingAtColumn(NetworkModel::ShapeColumn).data().toString());
}

} // namespace tlvfc::ui
