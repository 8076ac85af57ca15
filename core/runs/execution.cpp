#include "core/runs/execution.h"

#include "core/base/host_name.h"
#include "core/base/versions.h"
#include "core/checkpoint/checkpoint.h"
#include "core/data/stored_split.h"
#include "core/runs/event_fields.h"
#include "core/runs/kernel_history.h"
#include "core/runs/open_network.h"
#include "core/runs/predictions.h"
#include "core/training/device.h"
#include "core/training/schedule.h"
#include "core/transfer/apply.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

std::shared_ptr<const Network> OpenSources::get(const RunSpec &spec)
{
    const auto control = spec.strategy.control;
    for (const auto &entry : entries_) {
        if (entry.network == spec.source && entry.control == control && entry.seed == spec.seed)
            return entry.source;
    }
    auto source = open_source(spec.source, control, spec.seed);
    entries_.push_back({spec.source, control, spec.seed, source});
    return source;
}

Execution::Execution(const RunFolder &run, std::stop_token stop, std::size_t runs,
                     const ProgressHandler &progress, int rank)
    : run_(run)
    , stop_(std::move(stop))
    , runs_(runs)
    , rank_(rank)
    , progress_(progress)
    , events_(rank == 0 ? run.events() : run.process_events(rank))
{
}

void Execution::end(const std::exception_ptr &fault)
{
    has_ended_ = true;
    try {
        std::rethrow_exception(fault);
    } catch (const Error &error) {
        if (error.kind() == ErrorKind::Interrupted)
            tell_end("stopped", {{"epoch", epochs_done_}});
        else
            fail(error);
    } catch (const std::bad_alloc &) {
        fail(failure("not enough memory", run_.path.string(),
                     "choose a smaller batch or network, or another machine"));
    } catch (const std::exception &error) {
        // torch's messages go on for lines; the first says what happened
        const std::string text = error.what();
        fail(failure(text.substr(0, text.find('\n')), run_.path.string(), "see the run's log"));
    }
}

void Execution::fail(const Error &error)
{
    fault_ = std::make_exception_ptr(error);
    tell_end("failed", {{"error", error.what()}});
}

/// A disk that takes no more may be why the run ends: the first error is the one to tell, and the
/// runs beside it go on.
void Execution::tell_end(const std::string &kind, const Json &fields)
{
    try {
        events_.write(kind, fields);
    } catch (const Error &error) {
        if (!fault_)
            fault_ = std::make_exception_ptr(error);
    }
}

void Execution::log(const std::string &text, const std::string &level)
{
    events_.write("log", {{"level", level}, {"text", text}});
}

void Execution::read()
{
    spec_ = read_run_spec(run_.spec());
    spec_.validate();
    point_ = read_resume_point(run_);
    if (point_ && !is_fingerprint_of(point_->conditions.spec, spec_))
        throw failure("the specification is not the one that the run began with",
                      run_.spec().string(), "bring it back, or make a new run");
    device_ = resolve_device(point_ ? point_->conditions.device : spec_.device);
    if (spec_.processes > 1 && device_ != "cpu")
        throw invalid_request("several processes train on the CPU only", run_.spec().string(),
                              "give device cpu, or one process");
    threads_ = set_compute_threads(point_ ? point_->conditions.threads : spec_.threads);
    if (!point_ && spec_.threads == 0)
        threads_ = set_compute_threads(std::max(1, threads_ / spec_.processes));
}

void Execution::prepare(const PackedData &images, const std::string &data_fingerprint,
                        OpenSources &sources)
{
    images_ = &images;
    if (!images.bad.empty())
        log((images.bad.size() == 1
                 ? "one bad file left out: "
                 : std::to_string(images.bad.size()) + " bad files left out, the first is ") +
                images.bad.front().path.string() + ": " + images.bad.front().reason,
            "warning");
    if (point_ && point_->conditions.data != data_fingerprint)
        throw failure("the images are not those that the run began with", spec_.data.source,
                      "bring them back, or make a new run");
    keeper_.emplace(run_,
                    ResumeConditions{device_, threads_, data_fingerprint, fingerprint(spec_)});
    if (point_)
        go_on(sources);
    else
        begin(sources);
}

Json Execution::whereabouts() const
{
    return {{"host", host_name()},
            {"pid", getpid()},
            {"program", program_version()},
            {"torch", torch_version()},
            {"device", device_description(device_)},
            {"threads", threads_},
            {"side_by_side", runs_},
            {"processes", spec_.processes}};
}

NetworkSpec Execution::target_spec() const
{
    auto target = spec_.target;
    if (target.classes == 0)
        target.classes = static_cast<int>(images_->classes.size());
    return target;
}

void Execution::begin(OpenSources &sources)
{
    auto fields = whereabouts();
    fields.update(
        {{"steps_per_epoch", steps_per_epoch(images_->train.count(), spec_.training.batch)},
         {"epochs", spec_.training.epochs},
         {"train", images_->train.count()},
         {"val", images_->val.count()},
         {"test", images_->test.count()}});
    if (rank_ == 0)
        write_json(run_.split(), stored_split(*images_));
    events_.write("started", fields);

    const auto start = events_.elapsed_s();
    const auto &strategy = spec_.strategy;
    std::shared_ptr<const Network> source;
    if (strategy.needs_source())
        source = sources.get(spec_);
    auto target = std::make_shared<Network>(open_network(target_spec(), spec_.seed, strategy.conv));
    Generator generator(spec_.seed);
    const auto plan =
        make_plan(strategy.transfers() ? source : nullptr, target, strategy, generator, stop_);
    // In place: two networks in memory, not three.
    target_ = {target->architecture, std::move(target->weights), target->origin};
    apply_plan_to(target_.weights, plan, static_cast<unsigned>(threads_), stop_, progress_);
    if (rank_ == 0)
        keep_kernels(0, target_.weights);
    if (strategy.crosses())
        source_ = source; // else its weights are not needed any more
    tell_prepared(start);
}

/// The target is that of the state; the source is opened as for a new run.
void Execution::go_on(OpenSources &sources)
{
    auto fields = whereabouts();
    fields.update({{"epoch", point_->state.epoch}, {"step", point_->state.step}});
    events_.write("resumed", fields);
    for (const auto &point : epoch_points(EventReader(run_.events()).poll()))
        epochs_told_ = std::max(epochs_told_, point.epoch);
    epochs_done_ = point_->state.epochs_done;
    const auto start = events_.elapsed_s();
    if (spec_.strategy.crosses())
        source_ = sources.get(spec_);
    target_ = {open_architecture(target_spec()), {}, ""};
    if (epochs_done_ > 0 && images_->val.count() > 0)
        best_so_far_ = read_weights(run_.best_weights()).weights;
    resume_ = std::make_shared<TrainingState>(std::move(point_->state));
    point_.reset();
    tell_prepared(start);
}

void Execution::tell_prepared(double start)
{
    Json fields{{"parameters", target_.architecture.parameter_count()},
                {"seconds", events_.elapsed_s() - start}};
    std::optional<CrossoverReach> reach;
    if (spec_.strategy.crossover != CrossoverKind::Off) {
        reach.emplace(target_.architecture, source_.get(), spec_.strategy.crossover_rate);
        fields["crossover"] = to_json(*reach);
    }
    events_.write("prepared", fields);
    if (const auto sentence = reach ? sentence_of(*reach) : std::string(); !sentence.empty())
        log(sentence);
}

Training Execution::training()
{
    Training training;
    auto &job = training.job;
    job.target = std::move(target_);
    target_ = {job.target.architecture, {}, ""};
    job.source = std::move(source_);
    job.crossover = spec_.strategy.crossover;
    job.crossover_rate = spec_.strategy.crossover_rate;
    job.crossover_fill = spec_.strategy.fill;
    job.options = spec_.training;
    job.data = spec_.data;
    job.images = images_;
    job.device = device_;
    job.seed = spec_.seed;
    job.resume = std::move(resume_);
    job.best_so_far = std::move(best_so_far_);
    training.stop = stop_;
    if (rank_ == 0)
        observe(training.observer);
    return training;
}

void Execution::observe(TrainingObserver &observer)
{
    observer.on_progress = [this](const StepProgress &at) { tell_progress(at); };
    observer.on_epoch = [this](const EpochPoint &point, const std::function<Weights()> &weights) {
        const bool keeps = keeps_kernels(point.epoch, spec_.training.epochs);
        if (point.is_best || keeps) {
            const auto now = weights(); // a copy of them all
            if (point.is_best)
                write_safetensors(run_.best_weights(), now);
            if (keeps)
                keep_kernels(point.epoch, now);
        }
        if (point.epoch > epochs_told_)
            events_.write("epoch", to_json(point));
        epochs_done_ = point.epoch;
    };
    observer.on_step = [this](const std::function<TrainingState()> &state, bool is_last) {
        keep(state, is_last);
    };
    observer.on_back = [this](int epoch) {
        events_.write("back", {{"epoch", epoch}});
        epochs_done_ = epoch - 1;
        epochs_told_ = std::min(epochs_told_, epochs_done_);
    };
    observer.on_warning = [this](const std::string &text) { log(text, "warning"); };
}

void Execution::tell_progress(const StepProgress &at)
{
    events_.write("progress", to_json(at));
    if (!progress_)
        return;
    const auto name = runs_ > 1 ? run_.path.filename().string() + ": " : std::string();
    progress_({name + "epoch " + std::to_string(at.epoch) + " of " + std::to_string(at.epochs),
               static_cast<double>(at.step) / static_cast<double>(at.steps)});
}

/// They are for looking at: a full disk costs them, not the run.
void Execution::keep_kernels(int epoch, const Weights &weights)
{
    try {
        keep_first_kernels(run_, epoch, target_.architecture, weights);
    } catch (const Error &error) {
        log(error.what(), "warning");
    }
}

/// A disk that is full for a while costs the state, not the run.
void Execution::keep(const std::function<TrainingState()> &state, bool must)
{
    try {
        keeper_->offer(state, must);
    } catch (const Error &error) {
        log(error.what(), "warning");
    }
}

void Execution::finish(const TrainingOutcome &outcome)
{
    if (outcome.fault)
        std::rethrow_exception(outcome.fault);
    const auto &result = outcome.result;
    if (keeper_->times() > 0) {
        const auto often =
            keeper_->times() == 1 ? "once" : std::to_string(keeper_->times()) + " times";
        char text[120];
        std::snprintf(text, sizeof text, "kept the state %s in %.2f s", often.c_str(),
                      keeper_->seconds());
        log(text);
    }
    if (rank_ == 0)
        write_safetensors(run_.last_weights(), result.last_weights);
    if (result.stopped)
        events_.write("stopped", {{"epoch", result.epochs_done}});
    else if (rank_ == 0)
        tell_result(result);
    else
        events_.write("finished", {{"epochs", result.epochs_done}});
    has_ended_ = true;
}

void Execution::tell_result(const TrainingResult &result)
{
    if (result.ended_early)
        log("ended after epoch " + std::to_string(result.epochs_done) +
            ": the validation has not "
            "become better for " +
            (spec_.training.patience == 1 ? "one epoch"
                                          : std::to_string(spec_.training.patience) + " epochs"));
    std::optional<Evaluation> test;
    if (images_->test.count() > 0) {
        test = evaluate_network({target_.architecture, result.best_weights, ""}, images_->test,
                                spec_.data, device_, spec_.training.batch, stop_, progress_);
        write_predictions(run_.predictions(), test->predictions);
    }
    const auto fields = result_fields(result, test, images_->classes);
    write_json(run_.result(), fields);
    events_.write("finished", without_tables(fields));
    std::error_code ignored; // nobody goes on from here
    fs::remove_all(run_.resume_point().parent_path(), ignored);
}

} // namespace tlvfc
