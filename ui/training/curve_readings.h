// The shown runs' numbers where the cursor is, or at their newest epoch: legend and reading in one.
#pragma once

#include "core/runs/events.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QList>

#include <optional>

namespace tlvfc::ui {

/// A run as the curves show it.
struct ShownRun
{
    QString id;
    QString name;
    QColor color;
    QList<EpochPoint> points; ///< by rising epoch
    int epochs = 0;           ///< planned
};

class CurveReadings : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        RunColumn,
        EpochColumn,
        ValAccuracyColumn,
        TrainAccuracyColumn,
        CleanAccuracyColumn, ///< empty where no run has it: see hasClean()
        ValLossColumn,
        TrainLossColumn,
        BestColumn,
        ColumnCount
    };

    explicit CurveReadings(QObject *parent = nullptr);

    void setRuns(const QList<ShownRun> &runs);
    /// Reads at the epoch; a run that has no such epoch shows dashes. None reads the newest.
    void setEpoch(std::optional<int> epoch);
    /// Reads at the point nearest to this time.
    void setMinutes(std::optional<double> minutes);

    /// Whether a run was measured on training images as in evaluation: with crossover or mixup its
    /// training accuracy is not the network's own.
    bool hasClean() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<EpochPoint> read(const ShownRun &run) const;
    QString text(const ShownRun &run, int column) const;
    QString toolTip(const ShownRun &run) const;
    void tell();

    QList<ShownRun> runs_;
    std::optional<int> epoch_;
    std::optional<double> minutes_;
};

/// Whether the network's own accuracy on training images was measured in any epoch.
bool hasClean(const QList<EpochPoint> &points);

/// The point of the best validation accuracy; none without points.
std::optional<EpochPoint> bestPoint(const QList<EpochPoint> &points);

} // namespace tlvfc::ui
