#include "core/runs/execute.h"

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/data/image_cache.h"
#include "core/data/stored_split.h"
#include "core/runs/events.h"
#include "core/runs/open_network.h"
#include "core/runs/resume_point.h"
#include "core/runs/stop_watcher.h"
#include "core/training/device.h"
#include "core/training/schedule.h"
#include "core/training/trainer.h"
#include "core/transfer/apply.h"

#include <algorithm>
#include <new>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// One run from its specification to its result.
class Execution
{
public:
    Execution(const RunFolder &run, std::stop_token stop, const ProgressHandler &progress)
        : run_(run)
        , stop_(std::move(stop))
        , progress_(progress)
        , events_(run.events())
    {
    }

    void run()
    {
        try {
            prepare();
            train_and_report();
        } catch (const Error &error) {
            if (error.kind() == ErrorKind::Interrupted) {
                events_.write("stopped", {{"epoch", epochs_done_}});
                return;
            }
            tell_failure(error);
            throw;
        } catch (const std::bad_alloc &) {
            fail("not enough memory", "choose a smaller batch or network, or another machine");
        } catch (const std::exception &error) {
            // torch's messages go on for lines; the first says what happened
            const std::string text = error.what();
            fail(text.substr(0, text.find('\n')), "see the run's log");
        }
    }

private:
    [[noreturn]] void fail(const std::string &fault, const std::string &remedy)
    {
        const auto error = failure(fault, run_.path.string(), remedy);
        tell_failure(error);
        throw error;
    }

    void tell_failure(const Error &error)
    {
        try {
            events_.write("failed", {{"error", error.what()}});
        } catch (const Error &) {
            // a full disk may be why the run failed; the first error is the one to tell
        }
    }

    void log(const std::string &text, const std::string &level = "info")
    {
        events_.write("log", {{"level", level}, {"text", text}});
    }

    void prepare()
    {
        spec_ = read_run_spec(run_.spec());
        spec_.validate();
        auto point = read_resume_point(run_);
        device_ = resolve_device(point ? point->conditions.device : spec_.device);
        threads_ = set_compute_threads(point ? point->conditions.threads : spec_.threads);
        log("loading data: " + spec_.data.source);
        const auto cache = user_image_cache();
        images_ = load_data(spec_.data, spec_.seed, static_cast<unsigned>(threads_), stop_,
                            progress_, &cache);
        if (!images_.bad.empty())
            log(std::to_string(images_.bad.size()) + " bad files left out, the first is " +
                    images_.bad.front().path.string() + ": " + images_.bad.front().reason,
                "warning");
        const ResumeConditions conditions{device_, threads_, fingerprint(images_),
                                          fingerprint(spec_)};
        keeper_.emplace(run_, conditions);
        if (point)
            go_on(std::move(*point), conditions);
        else
            begin();
    }

    Json whereabouts() const
    {
        char host[256] = "";
        gethostname(host, sizeof host - 1);
        return {{"host", host},
                {"pid", getpid()},
                {"device", device_description(device_)},
                {"threads", threads_}};
    }

    void begin()
    {
        auto fields = whereabouts();
        fields.update(
            {{"steps_per_epoch", steps_per_epoch(images_.train.count(), spec_.training.batch)},
             {"epochs", spec_.training.epochs},
             {"train", images_.train.count()},
             {"val", images_.val.count()},
             {"test", images_.test.count()}});
        write_json(run_.split(), stored_split(images_));
        events_.write("started", fields);
        transfer();
    }

    /// The networks are those of the state; the source is opened as for a new run.
    void go_on(ResumePoint point, const ResumeConditions &conditions)
    {
        if (point.conditions.spec != conditions.spec)
            throw failure("the specification is not the one that the run began with",
                          run_.spec().string(), "bring it back, or make a new run");
        if (point.conditions.data != conditions.data)
            throw failure("the images are not those that the run began with", spec_.data.source,
                          "bring them back, or make a new run");
        auto fields = whereabouts();
        fields.update({{"epoch", point.state.epoch}, {"step", point.state.step}});
        events_.write("resumed", fields);
        for (const auto &event : EventReader(run_.events()).poll()) {
            if (event.kind == "started")
                epochs_told_ = 0;
            else if (event.kind == "epoch")
                epochs_told_ = std::max(epochs_told_, to_epoch_point(event).epoch);
        }
        epochs_done_ = point.state.epochs_done;
        const auto start = events_.elapsed_s();
        if (spec_.strategy.crossover != CrossoverKind::Off && spec_.strategy.needs_source())
            source_ = open_source(spec_.source, spec_.strategy.control, spec_.seed);
        target_ = {open_architecture(target_spec()), {}, ""};
        if (epochs_done_ > 0 && images_.val.count() > 0)
            best_so_far_ = read_weights(run_.best_weights()).weights;
        resume_ = std::make_shared<TrainingState>(std::move(point.state));
        tell_prepared(start);
    }

    NetworkSpec target_spec() const
    {
        auto target = spec_.target;
        if (target.classes == 0)
            target.classes = static_cast<int>(images_.classes.size());
        return target;
    }

    void tell_prepared(double start)
    {
        events_.write("prepared", {{"parameters", target_.architecture.parameter_count()},
                                   {"seconds", events_.elapsed_s() - start}});
    }

    void transfer()
    {
        const auto start = events_.elapsed_s();
        if (spec_.strategy.needs_source())
            source_ = open_source(spec_.source, spec_.strategy.control, spec_.seed);
        auto target =
            std::make_shared<Network>(open_network(target_spec(), spec_.seed, spec_.strategy.conv));
        Generator generator(spec_.seed);
        const auto plan = make_plan(spec_.strategy.transfers() ? source_ : nullptr, target,
                                    spec_.strategy, generator, stop_);
        // In place: two networks in memory, not three.
        target_ = {target->architecture, std::move(target->weights), target->origin};
        apply_plan_to(target_.weights, plan, static_cast<unsigned>(threads_), stop_, progress_);
        if (spec_.strategy.crossover == CrossoverKind::Off)
            source_.reset(); // its weights are not needed any more
        tell_prepared(start);
    }

    void train_and_report()
    {
        TrainingJob job;
        job.target = target_;
        job.source = source_;
        job.crossover = spec_.strategy.crossover;
        job.crossover_rate = spec_.strategy.crossover_rate;
        job.crossover_fill = spec_.strategy.fill;
        job.options = spec_.training;
        job.data = spec_.data;
        job.images = &images_;
        job.device = device_;
        job.seed = spec_.seed;
        job.resume = resume_;
        job.best_so_far = std::move(best_so_far_);

        TrainingObserver observer;
        observer.on_progress = [this](const StepProgress &at) {
            events_.write("progress", {{"epoch", at.epoch},
                                       {"epochs", at.epochs},
                                       {"step", at.step},
                                       {"steps", at.steps},
                                       {"images_per_second", at.images_per_second},
                                       {"loss", at.loss}});
            if (progress_)
                progress_({"epoch " + std::to_string(at.epoch) + " of " + std::to_string(at.epochs),
                           static_cast<double>(at.step) / static_cast<double>(at.steps)});
        };
        observer.on_epoch = [this](const EpochPoint &point,
                                   const std::function<Weights()> &weights) {
            if (point.is_best)
                write_safetensors(run_.best_weights(), weights());
            if (point.epoch > epochs_told_)
                events_.write("epoch", to_json(point));
            epochs_done_ = point.epoch;
        };
        observer.on_step = [this](const std::function<TrainingState()> &state, bool is_last) {
            keep(state, is_last);
        };
        auto result = train(job, observer, stop_);
        write_safetensors(run_.last_weights(), result.last_weights);
        result.last_weights = {};
        finish(result);
    }

    /// A disk that is full for a while costs the state, not the run.
    void keep(const std::function<TrainingState()> &state, bool must)
    {
        try {
            keeper_->offer(state, must);
        } catch (const Error &error) {
            log(error.what(), "warning");
        }
    }

    void finish(const TrainingResult &result)
    {
        if (result.stopped) {
            events_.write("stopped", {{"epoch", result.epochs_done}});
            return;
        }
        Json summary{{"best_epoch", result.best.epoch},
                     {"best_val_accuracy", result.best.val_accuracy}};
        if (images_.test.count() > 0) {
            const auto evaluation =
                evaluate_network({target_.architecture, result.best_weights, ""}, images_.test,
                                 spec_.data, device_, spec_.training.batch, stop_, progress_);
            summary["test_accuracy"] = evaluation.accuracy();
            summary["test_correct"] = evaluation.correct;
            summary["test_total"] = evaluation.total;
        } else {
            summary["test_accuracy"] = nullptr;
        }
        write_json(run_.result(), summary);
        events_.write("finished", summary);
        std::error_code ignored; // nobody goes on from here
        fs::remove_all(run_.resume_point().parent_path(), ignored);
    }

    RunFolder run_;
    RunSpec spec_;
    std::stop_token stop_;
    ProgressHandler progress_;
    EventWriter events_;
    std::string device_;
    int threads_ = 1;
    int epochs_done_ = 0;
    int epochs_told_ = 0; ///< that the log has from before
    PackedData images_;
    std::shared_ptr<const Network> source_;
    Network target_;
    std::optional<ResumeKeeper> keeper_;
    std::shared_ptr<const TrainingState> resume_;
    Weights best_so_far_;
};

/// A request stays until it is obeyed, also one that comes before the process is up, and does not
/// stop the next start as well.
struct ObeyedOnce
{
    fs::path request;
    ~ObeyedOnce()
    {
        std::error_code ignored;
        fs::remove(request, ignored);
    }
};

} // namespace

void execute_run(const RunFolder &run, std::stop_token stop, const ProgressHandler &progress)
{
    if (!fs::exists(run.spec()))
        throw invalid_request("the folder holds no run", run.path.string(),
                              "make one with `tlvfc train --run DIR`");
    if (run_state(run) == RunState::Finished)
        throw invalid_request("the run is finished", run.path.string(),
                              "make a new one to repeat it");
    const RunLock lock(run);
    const ObeyedOnce obeyed{run.stop_request()};
    const StopWatcher watcher(run, std::move(stop));
    Execution(run, watcher.token(), progress).run();
}

} // namespace tlvfc
