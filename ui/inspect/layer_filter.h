// Which layers a tree shows.
#pragma once

#include <QSortFilterProxyModel>

namespace tlvfc::ui {

/// Rows of a NetworkModel whose path, kind or shape holds the words, with their groups.
class LayerFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LayerFilter(QObject *parent = nullptr);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
};

} // namespace tlvfc::ui
