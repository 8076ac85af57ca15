// The kinds of runs of a plan, and what each costs by a few steps that are really taken.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/jobs/cost_probe.h"
#include "ui/training/sweep_plan.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tlvfc::ui {

class SweepCosts : public QWidget
{
    Q_OBJECT

public:
    explicit SweepCosts(QWidget *parent = nullptr);

    void setPlan(const SweepPlan &plan);
    void setAtATime(int number);
    void measure(); ///< what was not yet; once more stops
    void stop();
    bool isMeasuring() const { return probe_.isBusy(); }
    QString totalText() const;

private:
    void refresh();

    CostProbe probe_;
    QStringList keys_;     ///< of the kinds of runs, in the table's order
    QList<RunSpec> kinds_; ///< one run of each
    QList<int> counts_;    ///< of the open runs
    int atATime_ = 1;
    QHash<QString, CostProbe::Measured> costs_; ///< by kind
    QHash<QString, QString> faults_;
    QStringList measuring_; ///< kinds
    QTreeWidget *table_;
    QLabel *total_;
    QPushButton *measure_;
};

} // namespace tlvfc::ui
