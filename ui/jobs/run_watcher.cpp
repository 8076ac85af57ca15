#include "ui/jobs/run_watcher.h"

#include "ui/jobs/run_reader.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// A process that says nothing for so many slow looks is not waited for any longer.
constexpr int mostLooksForIt = 30;

constexpr qsizetype mostLogLines = 5000; ///< the newest

} // namespace

RunWatcher::RunWatcher(const RunFolder &folder, QObject *parent, int slowlyMs, QThreadPool *pool)
    : QObject(parent)
    , folder_(folder)
    , reader_(std::make_shared<RunReader>(folder))
    , pool_(pool)
{
    slowly_.setInterval(slowlyMs);
    connect(&slowly_, &QTimer::timeout, this, &RunWatcher::look);
    connect(&looking_, &QFutureWatcherBase::finished, this, [this] {
        isLooking_ = false;
        take(looking_.result());
        if (std::exchange(lookAgain_, false))
            look();
    });
    look();
}

RunWatcher::~RunWatcher() = default;

std::optional<RunAlert> RunWatcher::alert() const
{
    if (!hasLooked_)
        return {};
    return alertOf({points_, progress_, state_ == RunState::Running, quietS()});
}

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
    looking_.setFuture(QtConcurrent::run(pool_, [reader = reader_] { return reader->look(); }));
}

void RunWatcher::stop() { tellProcess(request_stop); }

void RunWatcher::endProcess() { tellProcess(kill_writer); }

void RunWatcher::tellProcess(void (*tell)(const RunFolder &))
{
    telling_.start(
        [folder = folder_, tell](std::stop_token) {
            tell(folder);
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
    follow();
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
    if (news.spec) {
        spec_ = *news.spec;
        setting_ = news.setting;
        made_ = news.made;
    }
    if (news.beganAnew) {
        points_.clear();
        starts_.clear();
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
    size_ = news.size.value_or(size_);
    starts_ += news.starts;
    parameters_ = news.parameters.value_or(parameters_);
    notes_ = news.notes;
    notesFault_ = news.notesFault;
    if (first || news.hasEvents) {
        sinceNews_.start();
        quietBefore_ = first ? news.quietS : 0.0;
    }
    if (news.result)
        result_ = news.result;
    hasBestWeights_ = news.hasBestWeights;
    error_ = news.error;
    const bool hasGoneOn = takeGoingOn(news);
    log_ += news.log;
    if (log_.size() > mostLogLines)
        log_.remove(0, log_.size() - mostLogLines);
    if (!news.log.isEmpty())
        emit logged(news.log);
    if (first || state_ != news.state || hasGoneOn) {
        state_ = news.state;
        wasGoing_ = wasGoing_ || isGoing();
        emit stateChanged(state_);
    }
    follow();
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

/// One that is only prepared is looked at when its files change or it is said to be started: a
/// queue has thousands of them.
void RunWatcher::follow()
{
    if (!isGoing())
        slowly_.stop();
    else if (!slowly_.isActive())
        slowly_.start();
}

double RunWatcher::quietS() const
{
    return quietBefore_ + (sinceNews_.isValid() ? 1e-3 * double(sinceNews_.elapsed()) : 0.0);
}

} // namespace tlvfc::ui
