#include "ui/jobs/run_watcher.h"

#include "ui/jobs/run_reader.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// A process that says nothing for so many slow looks is not waited for any longer.
constexpr int mostLooksForIt = 30;

} // namespace

RunWatcher::RunWatcher(const RunFolder &folder, QObject *parent, int slowlyMs)
    : QObject(parent)
    , folder_(folder)
    , reader_(std::make_shared<RunReader>(folder))
{
    slowly_.setInterval(slowlyMs);
    connect(&slowly_, &QTimer::timeout, this, &RunWatcher::look);
    connect(&files_, &QFileSystemWatcher::fileChanged, this, &RunWatcher::look);
    connect(&files_, &QFileSystemWatcher::directoryChanged, this, &RunWatcher::look);
    connect(&looking_, &QFutureWatcherBase::finished, this, [this] {
        isLooking_ = false;
        take(looking_.result());
        if (std::exchange(lookAgain_, false))
            look();
    });
    look();
}

RunWatcher::~RunWatcher() = default;

std::optional<EpochPoint> RunWatcher::best() const
{
    const auto best =
        std::max_element(points_.begin(), points_.end(), [](const auto &a, const auto &b) {
            return a.val_accuracy < b.val_accuracy;
        });
    return best == points_.end() ? std::nullopt : std::optional(*best);
}

void RunWatcher::look()
{
    // Not whether the worker runs: what it found is taken by the signal that comes later, and a new
    // future would drop it.
    if (std::exchange(isLooking_, true)) {
        lookAgain_ = true;
        return;
    }
    looking_.setFuture(QtConcurrent::run([reader = reader_] { return reader->look(); }));
}

void RunWatcher::stop()
{
    stopping_.start(
        [folder = folder_](std::stop_token) {
            request_stop(folder);
            return true;
        },
        [this](bool) { look(); }, [this](const QString &fault) { emit failedToStop(fault); });
}

void RunWatcher::markStarted()
{
    isStarted_ = wasGoing_ = true;
    // What ended before says of itself that it has ended until the new process holds its lock.
    isGoingOn_ = hasLooked_ && state_ != RunState::Prepared && state_ != RunState::Running;
    looksForIt_ = 0;
    watchFiles();
    look();
}

/// Whether the process that was started has told, or will not tell any more, what became of it.
bool RunWatcher::takeGoingOn(const RunNews &news)
{
    const bool hasTold = news.state == RunState::Running || !news.log.isEmpty();
    if (!isGoingOn_ || (!hasTold && ++looksForIt_ < mostLooksForIt))
        return false;
    isGoingOn_ = false;
    return true;
}

void RunWatcher::take(const RunNews &news)
{
    const bool first = !std::exchange(hasLooked_, true);
    if (news.spec)
        spec_ = *news.spec;
    if (news.beganAnew) {
        points_.clear();
        progress_.reset();
        result_.reset();
    }
    if (const auto from = news.undoneFrom)
        points_.removeIf([from](const EpochPoint &point) { return point.epoch >= *from; });
    for (const auto &point : news.points)
        takePoint(point);
    if (news.progress)
        progress_ = news.progress;
    preparedS_ = news.preparedS.value_or(preparedS_);
    if (news.result)
        result_ = news.result;
    hasBestWeights_ = news.hasBestWeights;
    error_ = news.error;
    const bool hasGoneOn = takeGoingOn(news);
    log_ += news.log;
    if (!news.log.isEmpty())
        emit logged(news.log);
    if (first || state_ != news.state || hasGoneOn) {
        state_ = news.state;
        wasGoing_ = wasGoing_ || isGoing();
        emit stateChanged(state_);
    }
    watchFiles();
    emit looked();
}

/// A run that went on after a stop may tell an epoch twice: the later word counts.
void RunWatcher::takePoint(const EpochPoint &point)
{
    const auto at =
        std::lower_bound(points_.begin(), points_.end(), point.epoch,
                         [](const EpochPoint &known, int epoch) { return known.epoch < epoch; });
    if (at != points_.end() && at->epoch == point.epoch)
        *at = point;
    else
        points_.insert(at, point);
    emit epochPoint(point);
}

void RunWatcher::watchFiles()
{
    if (!isGoing() && state_ != RunState::Prepared) {
        slowly_.stop();
        if (!files_.files().isEmpty())
            files_.removePaths(files_.files());
        if (!files_.directories().isEmpty())
            files_.removePaths(files_.directories());
        return;
    }
    if (!slowly_.isActive())
        slowly_.start();
    const auto folder = QString::fromStdString(folder_.path.string());
    const auto events = QString::fromStdString(folder_.events().string());
    if (!files_.directories().contains(folder))
        files_.addPath(folder);
    if (!files_.files().contains(events))
        files_.addPath(events);
}

} // namespace tlvfc::ui
