// Measures what runs will cost: takes a few steps of each in a process of its own, one after
// another, which goes with the probe.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/run_folder.h"
#include "ui/jobs/latest_job.h"
#include "ui/jobs/run_cost.h"

#include <QList>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

namespace tlvfc::ui {

class CostProbe : public QObject
{
    Q_OBJECT

public:
    explicit CostProbe(QObject *parent = nullptr);
    ~CostProbe() override;

    struct Measured
    {
        RunCost cost;
        EpochImages images; ///< of a whole epoch
    };

    /// Supersedes what is measured now.
    void measure(const QList<RunSpec> &specs);
    void cancel();
    bool isBusy() const { return at_ < specs_.size(); }

signals:
    void measured(int number, const tlvfc::ui::CostProbe::Measured &result);
    void failed(int number, const QString &fault);
    void finished();

private:
    struct Trial
    {
        RunFolder run;
        EpochImages images;
    };

    void next();
    void start(const Trial &trial);
    void lookAtLog();
    void letGo();
    void end(const QString &fault);

    QList<RunSpec> specs_;
    qsizetype at_ = 0;
    LatestJob preparing_; ///< reads what the data are, and makes the trial's folder
    std::shared_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QProcess> process_;
    QTimer looking_;
    QTimer patience_;
    Trial trial_;
};

} // namespace tlvfc::ui
