// One kind of work off the GUI thread, of which only the newest order counts.
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace tlvfc::ui {

/// An order supersedes the one before it: that one's stop token is triggered and whatever it still
/// gives is dropped. Callbacks run on the job's own thread, and never after the job is gone.
class LatestJob : public QObject
{
    Q_OBJECT

public:
    using Failed = std::function<void(const QString &sentence)>;

    explicit LatestJob(QObject *parent = nullptr);
    ~LatestJob() override;

    /// Runs `work(std::stop_token)` on a worker, then `done(result)` here, or `failed(sentence)`
    /// where it threw. `work` must own all that it touches.
    template <typename Work, typename Done>
    void start(Work work, Done done, Failed failed);

    /// Drops the order under way, if there is one.
    void cancel();

    bool isBusy() const { return isBusy_; }

signals:
    void busyChanged(bool busy);

private:
    /// What is left to do on the job's own thread once the worker is through.
    using Finish = std::function<void()>;

    void run(std::function<Finish(std::stop_token)> work, Failed failed);
    void finish();
    void setBusy(bool busy);

    QFutureWatcher<Finish> watcher_;
    std::stop_source stop_;
    bool isBusy_ = false;
};

template <typename Work, typename Done>
void LatestJob::start(Work work, Done done, Failed failed)
{
    using Result = std::invoke_result_t<Work, std::stop_token>;
    run(
        [work = std::move(work), done = std::move(done)](std::stop_token stop) -> Finish {
            auto result = std::make_shared<Result>(work(stop));
            return [result, done] { done(std::move(*result)); };
        },
        std::move(failed));
}

} // namespace tlvfc::ui
