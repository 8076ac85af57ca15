#include "ui/jobs/latest_job.h"

#include "core/base/error.h"

#include <QPromise>
#include <QThreadPool>
#include <QtConcurrent>

#include <exception>
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

LatestJob::LatestJob(QObject *parent)
    : QObject(parent)
{
    connect(&watcher_, &QFutureWatcherBase::resultReadyAt, this, &LatestJob::take);
}

LatestJob::~LatestJob() { stop_.request_stop(); }

void LatestJob::run(Task task, Failed failed)
{
    stop_.request_stop();
    stop_ = std::stop_source();
    // A future that was set before is let go of, and with it the signal that it may still send.
    watcher_.setFuture(QtConcurrent::run([task = std::move(task), failed = std::move(failed),
                                          stop = stop_.get_token()](QPromise<Step> &steps) {
        if (stop.stop_requested())
            return;
        const Uncounted uncounted;
        const auto tell = [&steps](std::function<void()> act) {
            steps.addResult(Step{std::move(act), false});
        };
        try {
            steps.addResult(Step{task(stop, tell), true});
        } catch (...) {
            const auto sentence = sentenceOf(std::current_exception());
            steps.addResult(Step{[failed, sentence] { failed(sentence); }, true});
        }
    }));
    setBusy(true);
}

void LatestJob::cancel()
{
    stop_.request_stop();
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
