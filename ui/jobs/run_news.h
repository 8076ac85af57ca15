// What a run folder says, as plain values that cross threads.
#pragma once

#include "core/runs/events.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_notes.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace tlvfc::ui {

struct RunProgress
{
    int epoch = 0; ///< counts from 1
    int epochs = 0;
    int step = 0; ///< within the epoch
    int steps = 0;
    double imagesPerSecond = 0.0;
    double loss = 0.0;     ///< NaN where it is no finite number
    double elapsedS = 0.0; ///< of the run, when this was true
};

struct RunLogLine
{
    enum class Level { Info, Warning, Error };

    double elapsedS = 0.0;
    Level level = Level::Info;
    QString text;
};

/// The end of a finished run.
struct RunResult
{
    int bestEpoch = 0;
    double bestValAccuracy = 0.0;
    std::optional<double> testAccuracy;
};

/// What an epoch of the run is made of; 0 where its log does not tell.
struct RunSize
{
    int stepsPerEpoch = 0;
    int trainImages = 0;
};

/// One start of the run's process, and with what it computed.
struct RunStart
{
    bool goesOn = false; ///< where an earlier one ended
    double elapsedS = 0.0;
    QString host;
    QString program; ///< its version; empty where the log does not tell, as the next
    QString torch;
    QString device;
    int threads = 0;
    int sideBySide = 1; ///< runs in the process
};

/// All that decides a run but its seed, as text: the same for runs that one mean can be taken of.
/// Title, device and threads do not count.
QString settingOf(const RunSpec &spec);

/// What came since the last look.
struct RunNews
{
    RunState state = RunState::Prepared;
    std::optional<RunSpec> spec;   ///< with the first look only
    QDateTime made;                ///< beside it: when it was written, by the file's time
    QString setting;               ///< beside it: see settingOf()
    bool hasEvents = false;        ///< the run said something since the last look
    bool beganAnew = false;        ///< what was told before no longer counts
    std::optional<int> undoneFrom; ///< epochs from this one on, told before, no longer count
    QList<EpochPoint> points;
    QList<RunLogLine> log;
    std::optional<RunProgress> progress; ///< the newest
    std::optional<double> preparedS;     ///< when training could begin
    std::optional<RunSize> size;         ///< when the run started
    double quietS = 0.0;                 ///< how long its events are unchanged, by the clock
    QList<RunStart> starts;
    std::optional<qint64> parameters; ///< of the target
    std::optional<RunResult> result;
    RunNotes notes;              ///< as they stand now
    QString notesFault;          ///< why they cannot be read
    bool hasBestWeights = false; ///< in its folder
    QString error;               ///< why the run failed or its folder cannot be read
};

} // namespace tlvfc::ui
