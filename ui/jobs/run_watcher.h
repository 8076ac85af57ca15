// Follows one run's folder and tells what comes. Reading happens on a worker; signals come on the
// watcher's own thread.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/jobs/run_alert.h"
#include "ui/jobs/run_news.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace tlvfc::ui {

class RunReader;

class RunWatcher : public QObject
{
    Q_OBJECT

public:
    /// Starts to read at once, on the pool's threads. `slowlyMs` is the pause between looks while
    /// the run goes; who owns the watcher may prompt more of them.
    explicit RunWatcher(const RunFolder &folder, QObject *parent = nullptr, int slowlyMs = 2000,
                        QThreadPool *pool = QThreadPool::globalInstance());
    ~RunWatcher() override;

    const RunFolder &folder() const { return folder_; }
    bool hasLooked() const { return hasLooked_; }
    RunState state() const { return state_; }
    /// A process writes it, or was started to.
    bool isGoing() const
    {
        return state_ == RunState::Running || isGoingOn_ ||
               (isStarted_ && state_ == RunState::Prepared);
    }
    /// Says that a process was started for it, whatever the folder says so far.
    void markStarted();
    /// It went at some time since this watcher was made.
    bool wasSeenGoing() const { return wasGoing_; }
    const RunSpec &spec() const { return spec_; }
    const QDateTime &made() const { return made_; }             ///< by its specification's file
    const QString &setting() const { return setting_; }         ///< see settingOf()
    const QList<EpochPoint> &points() const { return points_; } ///< by rising epoch, each once
    const QList<RunLogLine> &log() const { return log_; }
    const std::optional<RunProgress> &progress() const { return progress_; }
    const RunSize &size() const { return size_; }
    /// How long it has said nothing. Only differences of this machine's clock count from the first
    /// look on, so that one that is set back does no harm.
    double quietS() const;
    double preparedS() const { return preparedS_; }           ///< when training could begin
    const QList<RunStart> &starts() const { return starts_; } ///< that still count, oldest first
    qint64 parameters() const { return parameters_; } ///< of the target; 0 before they are told
    const RunNotes &notes() const { return notes_; }
    const QString &notesFault() const { return notesFault_; } ///< why they cannot be read
    const std::optional<RunResult> &result() const { return result_; }
    bool hasBestWeights() const { return hasBestWeights_; } ///< at the last look
    const QString &error() const { return error_; }

    /// What is going wrong with it; none where nothing does, or before the first look.
    std::optional<RunAlert> alert() const;

    /// The point of the best validation accuracy so far.
    std::optional<EpochPoint> best() const;

    /// Kills its process, which does not obey a request any more; see kill_writer().
    void endProcess();

    /// Looks soon; many calls while a look is under way give one more look.
    void look();

    /// Asks the run's process to end cleanly.
    void stop();

signals:
    void looked(); ///< after every look, whatever it found
    void epochPoint(const tlvfc::EpochPoint &point);
    void logged(const QList<tlvfc::ui::RunLogLine> &lines);
    void stateChanged(tlvfc::RunState state);
    void failedToStop(const QString &why);

private:
    void take(const RunNews &news);
    void tellProcess(void (*tell)(const RunFolder &));
    void takePoint(const EpochPoint &point);
    bool takeGoingOn(const RunNews &news);
    void follow();

    RunFolder folder_;
    std::shared_ptr<RunReader> reader_;
    QFutureWatcher<RunNews> looking_;
    LatestJob telling_;
    QThreadPool *pool_;
    QTimer slowly_;
    bool isLooking_ = false; ///< until what was found is taken
    bool lookAgain_ = false;
    bool hasLooked_ = false;
    bool isStarted_ = false;
    bool isGoingOn_ = false; ///< until the process that was started says its first word
    int looksForIt_ = 0;     ///< how often it was waited for
    bool hasBestWeights_ = false;
    bool wasGoing_ = false;

    RunState state_ = RunState::Prepared;
    RunSpec spec_;
    QString setting_;
    QDateTime made_;
    QList<EpochPoint> points_;
    QList<RunLogLine> log_;
    std::optional<RunProgress> progress_;
    double preparedS_ = 0.0;
    RunSize size_;
    QList<RunStart> starts_;
    qint64 parameters_ = 0;
    RunNotes notes_;
    QString notesFault_;
    QElapsedTimer sinceNews_;
    double quietBefore_ = 0.0; ///< the timer was started
    std::optional<RunResult> result_;
    QString error_;
};

} // namespace tlvfc::ui
