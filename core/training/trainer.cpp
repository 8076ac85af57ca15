#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/training/schedule.h"
#include "core/training/training_step.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/empty.h>

#include <chrono>
#include <cmath>
#include <cstring>

namespace tlvfc {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void check(const TrainingJob &job)
{
    job.options.validate();
    if (job.crossover != CrossoverKind::Off && job.crossover_fill != CrossoverFill::Zero &&
        !job.source)
        throw invalid_request("crossover needs a source network", "option source",
                              "open a source, or turn crossover off");
    const auto classes = static_cast<int>(job.images->classes.size());
    if (job.target.architecture.classes != classes)
        throw invalid_request(job.target.architecture.name + " has " +
                                  std::to_string(job.target.architecture.classes) +
                                  " outputs where the data has " + std::to_string(classes) +
                                  " classes",
                              "option target-classes", "give the data's number of classes");
    if (job.images->train.count() < 2)
        throw invalid_request("the data holds fewer than two training images", job.data.source,
                              "choose another folder");
}

std::string state_of(const at::Generator &generator)
{
    const auto state = generator.get_state();
    return {static_cast<const char *>(state.data_ptr()), static_cast<std::size_t>(state.numel())};
}

void set_state_of(at::Generator &generator, const std::string &bytes)
{
    auto state = at::empty({static_cast<std::int64_t>(bytes.size())}, at::kByte);
    std::memcpy(state.data_ptr(), bytes.data(), bytes.size());
    generator.set_state(state);
}

/// The state of one training.
class Trainer
{
public:
    Trainer(const TrainingJob &job, const TrainingObserver &observer, std::stop_token stop)
        : job_(job)
        , observer_(observer)
        , stop_(std::move(stop))
        , dropout_(at::detail::createCPUGenerator(stream_seed(job.seed, "dropout")))
        , target_(starting_network(job), c10::Device(job.device), true, MemoryLayout::ChannelsLast)
        , loader_(job.images->train, job.data, loader_options(job), job.seed)
    {
        target_.set_dropout_generator(dropout_);
        if (job.crossover != CrossoverKind::Off && job.source)
            source_.emplace(*job.source, c10::Device(job.device), false,
                            MemoryLayout::ChannelsLast);
        step_.emplace(target_, source_ ? &*source_ : nullptr,
                      TrainingStep::Crossover{job.crossover, job.crossover_rate, job.crossover_fill,
                                              Generator(stream_seed(job.seed, "crossover")),
                                              Generator(stream_seed(job.seed, "crossover-fill"))},
                      job.options.weight_decay);
        progress_.epochs = job.options.epochs;
        progress_.steps =
            steps_per_epoch(job.images->train.count(), job.options.batch) * job.options.epochs;
        if (job.resume)
            resume(*job.resume);
    }

    TrainingResult run()
    {
        while (at_.epoch <= job_.options.epochs && !stop_.stop_requested())
            run_epoch();
        result_.epochs_done = at_.epochs_done;
        result_.best = at_.best;
        result_.stopped = at_.epochs_done < job_.options.epochs;
        if (result_.stopped)
            tell_state(true);
        result_.last_weights = target_.weights();
        if (result_.best_weights.empty())
            result_.best_weights = result_.last_weights;
        return std::move(result_);
    }

private:
    static LoaderOptions loader_options(const TrainingJob &job)
    {
        LoaderOptions options;
        options.batch = job.options.batch;
        options.shuffle = true;
        options.augment = true;
        const auto images = job.images->train.count();
        const auto batch = static_cast<std::size_t>(options.batch);
        options.drop_last = images > batch && images % batch == 1; // see steps_per_epoch()
        return options;
    }

    static Network starting_network(const TrainingJob &job)
    {
        return job.resume ? Network{job.target.architecture, job.resume->target, job.target.origin}
                          : job.target;
    }

    void resume(const TrainingState &state)
    {
        at_ = state;
        at_.target = {}; // the model and the optimizer have them now
        at_.optimizer = {};
        progress_.step = state.step;
        result_.best_weights = job_.best_so_far;
        step_->optimizer().set_state(state.optimizer);
        step_->crossover().mask_stream.set_state(state.mask_stream);
        step_->crossover().fill_stream.set_state(state.fill_stream);
        set_state_of(dropout_, state.dropout_stream);
    }

    TrainingState state()
    {
        auto state = at_;
        state.step = progress_.step;
        state.elapsed_s = elapsed_s();
        state.target = target_.weights();
        state.optimizer = step_->optimizer().state();
        state.mask_stream = step_->crossover().mask_stream.state();
        state.fill_stream = step_->crossover().fill_stream.state();
        state.dropout_stream = state_of(dropout_);
        return state;
    }

    void tell_state(bool is_last)
    {
        if (observer_.on_step)
            observer_.on_step([this] { return state(); }, is_last);
    }

    double elapsed_s() const
    {
        return (job_.resume ? job_.resume->elapsed_s : 0.0) + seconds_since(start_);
    }

    /// An epoch that a stop cuts short keeps its sums for when it goes on.
    void run_epoch()
    {
        progress_.epoch = at_.epoch;
        std::int64_t seen_now = 0;
        const auto start = Clock::now();
        loader_.start_epoch(at_.epoch, static_cast<std::size_t>(at_.batches));
        for (Batch batch; loader_.next(batch);) {
            if (stop_.stop_requested())
                return;
            const double learning_rate =
                learning_rate_at(job_.options, progress_.step, progress_.steps);
            const auto result = step_->run(to_torch(batch, target_.device()), learning_rate);
            if (!std::isfinite(result.loss))
                throw failure("the loss is no longer a number",
                              "epoch " + std::to_string(at_.epoch) + ", step " +
                                  std::to_string(progress_.step + 1),
                              "lower the learning rate");
            const auto count = static_cast<std::int64_t>(batch.labels.size());
            at_.loss += result.loss * static_cast<double>(count);
            at_.correct += result.correct;
            at_.seen += count;
            ++at_.batches;
            ++progress_.step;
            seen_now += count;
            progress_.loss = result.loss;
            progress_.images_per_second = static_cast<double>(seen_now) / seconds_since(start);
            report_progress();
            tell_state(false);
        }
        EpochPoint point;
        point.epoch = at_.epoch;
        point.learning_rate = learning_rate_at(job_.options, progress_.step - 1, progress_.steps);
        point.images_per_second = progress_.images_per_second;
        point.train_loss = at_.loss / static_cast<double>(at_.seen);
        point.train_accuracy = static_cast<double>(at_.correct) / static_cast<double>(at_.seen);
        finish_epoch(point);
    }

    void finish_epoch(EpochPoint point)
    {
        const bool validated = job_.images->val.count() > 0;
        if (validated && !validate(point))
            return;
        point.elapsed_s = elapsed_s();
        // Without validation nothing tells the epochs apart, and the last one counts.
        point.is_best =
            !validated || at_.epochs_done == 0 || point.val_accuracy > at_.best.val_accuracy;
        if (point.is_best) {
            at_.best = point;
            if (validated)
                result_.best_weights = target_.weights();
        }
        if (observer_.on_epoch)
            observer_.on_epoch(point, [&] {
                return validated && point.is_best ? result_.best_weights : target_.weights();
            });
        ++at_.epochs_done;
        ++at_.epoch;
        at_.batches = 0;
        at_.loss = 0.0;
        at_.correct = 0;
        at_.seen = 0;
        tell_state(false);
    }

    /// False where a stop came in between.
    bool validate(EpochPoint &point)
    {
        try {
            const auto evaluation =
                evaluate_model(target_, job_.images->val, job_.data, job_.options.batch, stop_, {});
            point.val_loss = evaluation.loss;
            point.val_accuracy = evaluation.accuracy();
            return true;
        } catch (const Error &error) {
            if (error.kind() == ErrorKind::Interrupted)
                return false;
            throw;
        }
    }

    void report_progress()
    {
        if (!observer_.on_progress ||
            (progress_.step < progress_.steps && seconds_since(last_report_) < 1.0))
            return;
        last_report_ = Clock::now();
        observer_.on_progress(progress_);
    }

    const TrainingJob &job_;
    const TrainingObserver &observer_;
    std::stop_token stop_;
    at::Generator dropout_; ///< shared with the target
    Model target_;
    std::optional<Model> source_;
    Loader loader_;
    std::optional<TrainingStep> step_;
    TrainingState at_; ///< without tensors and streams, which live where they are used
    StepProgress progress_;
    TrainingResult result_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_report_{};
};

} // namespace

TrainingResult train(const TrainingJob &job, const TrainingObserver &observer, std::stop_token stop)
{
    check(job);
    return Trainer(job, observer, std::move(stop)).run();
}

} // namespace tlvfc
