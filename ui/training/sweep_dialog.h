// A comparison planned: methods × targets × data × seeds × learning rates, what of it is there, and
// what the rest will cost by a few steps that are really taken.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/jobs/latest_job.h"
#include "ui/training/sweep_plan.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace tlvfc::ui {

class FaultLabel;
class SweepCosts;

class SweepDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param base    all that is not listed, the source network among it; its own method, target
    ///                and data are ticked first
    /// @param sources further data that are at hand, beside made-up pictures and the base's
    SweepDialog(const std::filesystem::path &root, const RunSpec &base, const QStringList &sources,
                QWidget *parent = nullptr);

    SweepChoice choice() const;
    /// The plan of the choice; its runs may be out of date while isPlanning().
    const SweepPlan &plan() const { return plan_; }
    bool isPlanning() const { return planning_.isBusy(); }
    int atATime() const;

signals:
    void planned();
    /// @param runs  that are not finished yet
    void startRequested(const std::vector<tlvfc::SweepRun> &runs, int atATime);

private:
    QListWidget *makeList(const char *name, const QString &what);
    QWidget *makeChoices();
    QWidget *makeFields();
    void fillLists(const QStringList &sources);
    void replan();
    void take(const SweepPlan &plan);
    void start();

    std::filesystem::path root_;
    RunSpec base_;
    SweepPlan plan_;
    LatestJob planning_;
    QListWidget *methods_;
    QListWidget *targets_;
    QListWidget *data_;
    QLineEdit *seeds_;
    QLineEdit *rates_;
    QSpinBox *atATime_;
    QLabel *summary_;
    FaultLabel *fault_;
    SweepCosts *costs_;
    QPushButton *start_;
};

} // namespace tlvfc::ui
