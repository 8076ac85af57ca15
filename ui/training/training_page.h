// The page that trains: launch on the left, curves and what goes now on the right, runs and log
// below.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/jobs/run_shelf.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>

namespace tlvfc::ui {

class CurvesPanel;
class LaunchPanel;
class LogPanel;
class ProgressPanel;
class RunsList;
class RunsModel;

class TrainingPage : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingPage(QWidget *parent = nullptr);

    /// Lists, follows and makes runs below this folder.
    void setRunsRoot(const std::filesystem::path &root);

    /// Makes the runs' folders and starts their processes, off this thread.
    void start(const QList<RunSpec> &specs);

    /// Starts a process that goes on where the run stood, off this thread.
    void goOn(RunWatcher *run);

    LaunchPanel *launchPanel() const { return launch_; }
    CurvesPanel *curvesPanel() const { return curves_; }
    ProgressPanel *progressPanel() const { return progress_; }
    RunsModel *runsModel() const { return model_; }
    RunShelf *shelf() { return &shelf_; }

signals:
    void failed(const QString &fault);
    void told(const QString &news); ///< for the status bar
    void busyChanged(bool busy, const QString &activity);
    void otherRootRequested();
    void sourceChosen(const tlvfc::NetworkSpec &source); ///< a run's best weights
    void savePictureRequested();

private:
    void makePanels();
    void refreshSoon() { soon_.start(); }
    void refresh();
    void tellChange(RunWatcher *run, RunState state);

    void startNext();
    void takeStarted(const QList<RunFolder> &runs, const QString &fault);

    RunShelf shelf_;
    QList<RunSpec> toStart_;
    QList<RunFolder> toGoOn_;
    LatestJob starting_;
    QTimer soon_; ///< gathers the news of many runs into one look of the plots
    RunsModel *model_;
    LaunchPanel *launch_;
    CurvesPanel *curves_;
    ProgressPanel *progress_;
    RunsList *runs_;
    LogPanel *log_;
};

} // namespace tlvfc::ui
