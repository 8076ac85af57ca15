// One kind of work off the GUI thread, of which only the newest order counts.
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace tlvfc::ui {

/// An order supersedes the one before it: that one's stop token is triggered and whatever it still
/// gives is dropped. The newest runs beside one overtaken order at most, however late those look at
/// their tokens; until one of two has ended it waits, so that they cannot fill the cores. Callbacks
/// run on the job's own thread, and never after the job is gone.
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

    /// The same for work that gives parts on its way: `work(std::stop_token, tell)` calls
    /// `tell(part)`, at most ten times a second, and `took(part)` runs here for each before `done`.
    template <typename Part, typename Work, typename Took, typename Done>
    void startInParts(Work work, Took took, Done done, Failed failed);

    /// Drops the order under way, if there is one.
    void cancel();

    bool isBusy() const { return isBusy_; }

signals:
    void busyChanged(bool busy);

private:
    class Lane;
    /// Something to do on the job's own thread.
    struct Step
    {
        std::function<void()> act;
        bool isLast = false; ///< the worker is through
    };
    using Tell = std::function<void(std::function<void()> act)>;
    /// Gives what is left to do once it is through.
    using Task = std::function<std::function<void()>(std::stop_token, const Tell &)>;

    void run(Task task, Failed failed);
    void take(int step);
    void setBusy(bool busy);

    QFutureWatcher<Step> watcher_;
    std::stop_source stop_;
    std::shared_ptr<Lane> lane_;
    bool isBusy_ = false;
};

template <typename Work, typename Done>
void LatestJob::start(Work work, Done done, Failed failed)
{
    using Result = std::invoke_result_t<Work, std::stop_token>;
    run(
        [work = std::move(work), done = std::move(done)](std::stop_token stop, const Tell &) {
            auto result = std::make_shared<Result>(work(stop));
            return [result, done] { done(std::move(*result)); };
        },
        std::move(failed));
}

template <typename Part, typename Work, typename Took, typename Done>
void LatestJob::startInParts(Work work, Took took, Done done, Failed failed)
{
    using TellPart = std::function<void(const Part &)>;
    using Result = std::invoke_result_t<Work, std::stop_token, TellPart>;
    run(
        [work = std::move(work), took = std::move(took),
         done = std::move(done)](std::stop_token stop, const Tell &tell) {
            const TellPart tellPart = [&](const Part &part) { tell([took, part] { took(part); }); };
            auto result = std::make_shared<Result>(work(stop, tellPart));
            return [result, done] { done(std::move(*result)); };
        },
        std::move(failed));
}

} // namespace tlvfc::ui
