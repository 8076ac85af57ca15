// Which class was taken for which: a confusion matrix as a table.
#pragma once

#include <QAbstractTableModel>
#include <QPalette>
#include <QStringList>

#include <vector>

namespace tlvfc::ui {

class ConfusionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// @param counts  classes×classes, row by row: [label][what was taken for it]
    void setCounts(const QStringList &classes, std::vector<int> counts);
    /// The ground that colors stand on.
    void setPalette(const QPalette &palette);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int count(int label, int predicted) const;
    int total(int label) const;

    QStringList classes_;
    std::vector<int> counts_;
    QPalette palette_;
};

} // namespace tlvfc::ui
