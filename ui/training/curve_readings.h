// The shown curves' numbers where the cursor is, or at their newest epoch: legend and reading in
// one. Hides, isolates and groups them.
#pragma once

#include "ui/training/curve_quantity.h"
#include "ui/training/shown_run.h"

#include <QAbstractItemModel>
#include <QSet>

#include <optional>

namespace tlvfc::ui {

class CurveReadings : public QAbstractItemModel
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
    enum class Group { None, Method, Target, Data };

    explicit CurveReadings(QObject *parent = nullptr);

    void setRuns(const QList<ShownRun> &runs);
    const QList<ShownRun> &runs() const { return runs_; }
    /// Puts the runs below headings that hide and isolate all of theirs together.
    void setGroup(Group group);
    /// Reads at the point nearest to this place; a run that has none there shows dashes. None reads
    /// the newest.
    void setPlace(std::optional<double> place, CurvePlot::Along along);

    bool isHidden(const QString &id) const { return hidden_.contains(id); }
    /// Hides all but the run or the runs of the heading; once more shows all.
    void isolate(const QModelIndex &index);
    void showAll();

    /// Whether a run was measured on training images as in evaluation: with crossover or mixup its
    /// training accuracy is not the network's own.
    bool hasClean() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void hiddenChanged();

private:
    struct Heading
    {
        QString name;
        QList<int> runs; ///< their numbers
    };

    QList<int> runsAt(const QModelIndex &index) const; ///< a run's own number, or a heading's runs
    bool isHeading(const QModelIndex &index) const;
    void arrange();
    QVariant headingData(const Heading &heading, int column, int role) const;
    Qt::CheckState checkState(const QList<int> &runs) const;
    std::optional<EpochPoint> read(const ShownRun &run) const;
    QString text(const ShownRun &run, int column) const;
    QString toolTip(const ShownRun &run) const;
    void tell();

    QList<ShownRun> runs_;
    QList<Heading> headings_; ///< none where the runs are not grouped
    QSet<QString> hidden_;
    Group group_ = Group::None;
    CurvePlot::Along along_ = CurvePlot::Along::Epochs;
    std::optional<double> place_;
};

} // namespace tlvfc::ui
