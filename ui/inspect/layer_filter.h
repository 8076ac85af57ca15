// Which layers a tree shows.
#pragma once

#include <QSortFilterProxyModel>

#include <optional>

namespace tlvfc::ui {

/// Rows of a NetworkModel whose path holds the words, with their groups; where no path does, those
/// whose kind or shape does: who looks for conv2 does not mean every Conv2d.
class LayerFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LayerFilter(QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool isInAnyPath(const QRegularExpression &words, const QModelIndex &parent) const;
    bool areOfPaths() const;

    mutable QString asked_; ///< what the answer is about
    mutable std::optional<bool> areOfPaths_;
};

} // namespace tlvfc::ui
