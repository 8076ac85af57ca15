// A setting's methods as rows, with what the tables of core say of them.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/compare/comparison.h"

#include <QAbstractTableModel>
#include <QColor>

namespace tlvfc::ui {

class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Method,
        Runs,
        Accuracy,
        Difference,
        OverImages,
        P,
        Holm,
        Compute,
        Pretraining,
        Published,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// @param setting  its number in the comparison; -1 for none
    void setComparison(std::shared_ptr<const Comparison> comparison, int setting);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString text(const Cell &cell, std::size_t method, Column column) const;
    QString explanation(const Cell &cell, Column column) const;
    static QString accuracyHeader(Measure measure);

    std::shared_ptr<const Comparison> comparison_;
    int setting_ = -1;
    std::vector<std::size_t> methods_; ///< that have runs in the setting
};

/// A method's color here and on the Train page.
QColor methodColor(const Comparison &comparison, std::size_t method);

/// Tells it from those before it that share its color; empty: solid.
QList<qreal> methodDashes(const Comparison &comparison, std::size_t method);

} // namespace tlvfc::ui
