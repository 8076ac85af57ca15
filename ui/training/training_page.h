// The page that trains: launch on the left, curves and what goes now on the right, runs and log
// below.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/jobs/latest_job.h"
#include "ui/jobs/queue_service.h"
#include "ui/jobs/run_shelf.h"
#include "ui/training/sweep_making.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>

class QTabWidget;

namespace tlvfc::ui {

class CurvesPanel;
class LaunchPanel;
class LogPanel;
class ProgressPanel;
class RunsList;
class RunKeeper;
class RunPanel;
class RunsModel;
class QueuePanel;

class TrainingPage : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingPage(QWidget *parent = nullptr);
    ~TrainingPage() override;

    /// Lists, follows and makes runs below this folder.
    void setRunsRoot(const std::filesystem::path &root);

    /// Makes the runs' folders and starts their processes, off this thread.
    void start(const QList<RunSpec> &specs);

    /// Opens the dialog that plans a comparison; its runs go to the queue.
    void planComparison();

    /// Makes the folders that are missing and queues all of them, off this thread.
    void queue(const std::vector<SweepRun> &runs, int atATime);

    /// Starts a process that goes on where the run stood, off this thread.
    void goOn(RunWatcher *run);

    /// Something that was ordered here is not on disk yet, or its process is not started: starts,
    /// comparisons, changes of the queue. Without the page it would be lost.
    bool hasOrders() const;

    LaunchPanel *launchPanel() const { return launch_; }
    CurvesPanel *curvesPanel() const { return curves_; }
    ProgressPanel *progressPanel() const { return progress_; }
    RunsList *runsList() const { return runs_; }
    RunPanel *runPanel() const { return runPanel_; }
    RunsModel *runsModel() const { return model_; }
    /// Has the process that carries the queue out stop its runs and begin none, here and now: for
    /// a window that is about to go. @throws Error (Failure) if that cannot be written.
    void pauseQueue();

    RunShelf *shelf() { return &shelf_; }
    QueuePanel *queuePanel() const { return queuePanel_; }
    QTabWidget *logAndQueue() const { return tabs_; }

signals:
    void failed(const QString &fault);
    void told(const QString &news); ///< for the status bar
    void busyChanged(bool busy, const QString &activity);
    void ordersSettled(); ///< hasOrders() no longer
    void otherRootRequested();
    void sourceChosen(const tlvfc::NetworkSpec &source); ///< a run's best weights
    void savePictureRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makePanels();
    void refreshSoon();
    void refresh();
    void nameTab();
    void tellSettled();
    void tellChange(RunWatcher *run, RunState state);

    void startNext();
    void takeStarted(const std::filesystem::path &root, const QList<RunFolder> &runs,
                     const QString &fault);
    void makeNext();
    void takeMade(const SweepToQueue &sweep, const QString &fault);

    RunShelf shelf_;
    QList<RunSpec> toStart_;
    QList<RunFolder> toGoOn_;
    LatestJob starting_;
    QList<SweepToQueue> toQueue_;
    LatestJob making_; ///< a comparison's folders
    QueueService queue_;
    QTimer soon_; ///< gathers the news of many runs into one look of the plots
    RunsModel *model_;
    RunKeeper *keeper_;
    LaunchPanel *launch_;
    CurvesPanel *curves_;
    ProgressPanel *progress_;
    RunsList *runs_;
    LogPanel *log_;
    RunPanel *runPanel_;
    QueuePanel *queuePanel_;
    QTabWidget *tabs_;
};

} // namespace tlvfc::ui
