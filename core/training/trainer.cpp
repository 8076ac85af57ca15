#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/training/schedule.h"
#include "core/training/training_step.h"

#include <ATen/CPUGeneratorImpl.h>

#include <chrono>
#include <cmath>

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

/// The state of one training.
class Trainer
{
public:
    Trainer(const TrainingJob &job, const TrainingObserver &observer, std::stop_token stop)
        : job_(job)
        , observer_(observer)
        , stop_(std::move(stop))
        , target_(job.target, c10::Device(job.device), true, MemoryLayout::ChannelsLast)
        , loader_(job.images->train, job.data, loader_options(job), job.seed)
    {
        target_.set_dropout_generator(
            at::detail::createCPUGenerator(stream_seed(job.seed, "dropout")));
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
    }

    TrainingResult run()
    {
        for (int epoch = 1; epoch <= job_.options.epochs && !stop_.stop_requested(); ++epoch)
            run_epoch(epoch);
        result_.stopped = result_.epochs_done < job_.options.epochs;
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

    /// An epoch that a stop cuts short leaves its weights behind and no point.
    void run_epoch(int epoch)
    {
        progress_.epoch = epoch;
        EpochPoint point;
        point.epoch = epoch;
        double loss = 0.0;
        std::int64_t correct = 0;
        std::int64_t seen = 0;
        const auto start = Clock::now();
        loader_.start_epoch(epoch);
        for (Batch batch; loader_.next(batch);) {
            if (stop_.stop_requested())
                return;
            point.learning_rate = learning_rate_at(job_.options, progress_.step, progress_.steps);
            const auto result = step_->run(to_torch(batch, target_.device()), point.learning_rate);
            if (!std::isfinite(result.loss))
                throw failure("the loss is no longer a number",
                              "epoch " + std::to_string(epoch) + ", step " +
                                  std::to_string(progress_.step + 1),
                              "lower the learning rate");
            const auto count = static_cast<std::int64_t>(batch.labels.size());
            loss += result.loss * static_cast<double>(count);
            correct += result.correct;
            seen += count;
            ++progress_.step;
            progress_.loss = result.loss;
            progress_.images_per_second = static_cast<double>(seen) / seconds_since(start);
            report_progress();
        }
        point.images_per_second = static_cast<double>(seen) / seconds_since(start);
        point.train_loss = loss / static_cast<double>(seen);
        point.train_accuracy = static_cast<double>(correct) / static_cast<double>(seen);
        finish_epoch(point);
    }

    void finish_epoch(EpochPoint point)
    {
        const bool validated = job_.images->val.count() > 0;
        if (validated && !validate(point))
            return;
        point.elapsed_s = seconds_since(start_);
        // Without validation nothing tells the epochs apart, and the last one counts.
        point.is_best = !validated || result_.epochs_done == 0 ||
                        point.val_accuracy > result_.best.val_accuracy;
        ++result_.epochs_done;
        if (point.is_best) {
            result_.best = point;
            if (validated)
                result_.best_weights = target_.weights();
        }
        if (observer_.on_epoch)
            observer_.on_epoch(point, [&] {
                return validated && point.is_best ? result_.best_weights : target_.weights();
            });
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
    Model target_;
    std::optional<Model> source_;
    Loader loader_;
    std::optional<TrainingStep> step_;
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
