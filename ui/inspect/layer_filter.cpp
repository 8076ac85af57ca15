#include "ui/inspect/layer_filter.h"

#include "ui/inspect/network_model.h"

#include <QRegularExpression>

namespace tlvfc::ui {

LayerFilter::LayerFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void LayerFilter::setSourceModel(QAbstractItemModel *model)
{
    // Before the rows of another network are asked about.
    if (model)
        connect(model, &QAbstractItemModel::modelAboutToBeReset, this,
                [this] { areOfPaths_.reset(); });
    areOfPaths_.reset();
    QSortFilterProxyModel::setSourceModel(model);
}

bool LayerFilter::isInAnyPath(const QRegularExpression &words, const QModelIndex &parent) const
{
    for (int row = 0; row < sourceModel()->rowCount(parent); ++row) {
        const auto layer = sourceModel()->index(row, 0, parent);
        if (words.match(layer.data(NetworkModel::PathRole).toString()).hasMatch() ||
            isInAnyPath(words, layer))
            return true;
    }
    return false;
}

bool LayerFilter::areOfPaths() const
{
    const auto words = filterRegularExpression();
    if (!areOfPaths_ || asked_ != words.pattern()) {
        asked_ = words.pattern();
        areOfPaths_ = isInAnyPath(words, {});
    }
    return *areOfPaths_;
}

bool LayerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto pattern = filterRegularExpression();
    if (pattern.pattern().isEmpty())
        return true;
    const auto layer = sourceModel()->index(row, 0, parent);
    const auto holds = [&](const QString &text) { return pattern.match(text).hasMatch(); };
    if (areOfPaths())
        return holds(layer.data(NetworkModel::PathRole).toString());
    return holds(layer.siblingAtColumn(NetworkModel::KindColumn).data().toString()) ||
           holds(layer.siblingAtColumn(NetworkModel::ShapeColumn).data().toString());
}

} // namespace tlvfc::ui
