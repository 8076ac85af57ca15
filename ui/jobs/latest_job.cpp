#include "ui/jobs/latest_job.h"

#include "core/base/error.h"

#include <QPromise>
#include <QThreadPool>

#include <exception>
#include <mutex>
#include <new>
#include <utility>

namespace tlvfc::ui {

namespace {

QString sentenceOf(const std::exception_ptr &fault)
{
    try {
        std::rethrow_exception(fault);
    } catch (const std::bad_alloc &) {
        return LatestJob::tr("There is not enough memory for this.");
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    } catch (...) {
        return LatestJob::tr("Something went wrong that gave no reason.");
    }
}

/// Takes the running work out of the pool's count: a network that is being read must not keep a
/// plan waiting on a machine of two cores.
class Uncounted
{
public:
    Uncounted() { QThreadPool::globalInstance()->releaseThread(); }
    ~Uncounted() { QThreadPool::globalInstance()->reserveThread(); }
    Uncounted(const Uncounted &) = delete;
    Uncounted &operator=(const Uncounted &) = delete;
};

} // namespace

/// The way of one job's orders to the pool, on which two are at a time: the newest and one that it
/// overtook. It outlives the job while one of them runs.
class LatestJob::Lane
{
public:
    using Work = std::function<void()>;

    static void start(const std::shared_ptr<Lane> &lane, Work work)
    {
        if (lane->enter(work))
            QThreadPool::globalInstance()->start(
                [lane, work = std::move(work)]() mutable { carryOut(*lane, std::move(work)); });
    }

    /// Forgets the one that waits.
    void clear()
    {
        const std::scoped_lock lock(mutex_);
        next_ = {};
    }

private:
    static constexpr int most = 2;

    /// False where it waits; the one that waited before is forgotten.
    bool enter(const Work &work)
    {
        const std::scoped_lock lock(mutex_);
        if (running_ == most) {
            next_ = work;
            return false;
        }
        ++running_;
        return true;
    }

    static void carryOut(Lane &lane, Work work)
    {
        for (; work; work = lane.leave())
            work();
    }

    /// What waited takes the place.
    Work leave()
    {
        const std::scoped_lock lock(mutex_);
        if (!next_)
            --running_;
        return std::exchange(next_, {});
    }

    std::mutex mutex_;
    int running_ = 0;
    Work next_;
};

LatestJob::LatestJob(QObject *parent)
    : QObject(parent)
    , lane_(std::make_shared<Lane>())
{
    connect(&watcher_, &QFutureWatcherBase::resultReadyAt, this, &LatestJob::take);
}

LatestJob::~LatestJob()
{
    stop_.request_stop();
    lane_->clear();
}

void LatestJob::run(Task task, Failed failed)
{
    stop_.request_stop();
    stop_ = std::stop_source();
    const auto steps = std::make_shared<QPromise<Step>>();
    steps->start();
    // A future that was set before is let go of, and with it the signal that it may still send.
    watcher_.setFuture(steps->future());
    Lane::start(lane_, [task = std::move(task), failed = std::move(failed), steps,
                        stop = stop_.get_token()] {
        if (stop.stop_requested())
            return;
        const Uncounted uncounted;
        const auto tell = [&steps](std::function<void()> act) {
            steps->addResult(Step{std::move(act), false});
        };
        try {
            steps->addResult(Step{task(stop, tell), true});
        } catch (...) {
            const auto sentence = sentenceOf(std::current_exception());
            steps->addResult(Step{[failed, sentence] { failed(sentence); }, true});
        }
        steps->finish();
    });
    setBusy(true);
}

void LatestJob::cancel()
{
    stop_.request_stop();
    lane_->clear();
    watcher_.setFuture({});
    setBusy(false);
}

void LatestJob::take(int number)
{
    const auto step = watcher_.resultAt(number);
    const auto stop = stop_.get_token();
    // The callback may order the next work at once.
    step.act();
    if (step.isLast && stop == stop_.get_token())
        setBusy(false);
}

void LatestJob::setBusy(bool busy)
{
    if (std::exchange(isBusy_, busy) != busy)
        emit busyChanged(busy);
}

} // namespace tlvfc::ui
