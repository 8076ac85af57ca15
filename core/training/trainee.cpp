#include "core/training/trainee.h"

#include "core/base/error.h"
#include "core/training/clean_images.h"
#include "core/training/generator_state.h"
#include "core/training/memory.h"
#include "core/training/schedule.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <limits>

namespace tlvfc {

namespace {

/// Ten times half the rate is a thousandth: then it is not the rate.
constexpr double least_rate_share = 1.0 / 1024.0;

double seconds_since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// @param kept  in the state: the target itself or its average
Network starting_network(const TrainingJob &job, Weights TrainingState::*kept)
{
    return job.resume ? Network{job.target.architecture, (*job.resume).*kept, job.target.origin}
                      : job.target;
}

/// Whether training accuracy is not the network's own.
bool is_training_mixed(const TrainingJob &job)
{
    return job.crossover != CrossoverKind::Off || job.data.mixup > 0.0;
}

} // namespace

/// What a step that memory cuts short has moved already.
struct Trainee::BeforeStep
{
    Generator mask_stream;
    Generator fill_stream;
    std::string dropout_stream;
    std::vector<std::pair<at::Tensor, at::Tensor>> buffers; ///< of the model, and as they were

    BeforeStep(Trainee &trainee)
        : mask_stream(trainee.step_.crossover().mask_stream)
        , fill_stream(trainee.step_.crossover().fill_stream)
        , dropout_stream(generator_state(trainee.dropout_))
    {
        for (const auto &[name, tensor] : trainee.target_.tensors()) {
            if (!tensor.requires_grad())
                buffers.emplace_back(tensor, tensor.clone());
        }
    }

    void restore(Trainee &trainee) const
    {
        trainee.step_.crossover().mask_stream = mask_stream;
        trainee.step_.crossover().fill_stream = fill_stream;
        set_generator_state(trainee.dropout_, dropout_stream);
        for (const auto &[buffer, before] : buffers)
            buffer.copy_(before);
    }
};

Trainee::Trainee(const Training &training, SourceFeatures *source)
    : training_(training)
    , dropout_(at::detail::createCPUGenerator(stream_seed(job().seed, "dropout")))
    , target_(starting_network(job(), &TrainingState::target), c10::Device(job().device), true,
              MemoryLayout::ChannelsLast)
    , step_(
          target_, source,
          first_crossover(job().crossover, job().crossover_rate, job().crossover_fill, job().seed),
          options(), job().group.get())
{
    target_.set_dropout_generator(dropout_);
    const auto &train = job().images->train;
    if (options().ema > 0.0)
        average_.emplace(starting_network(job(), &TrainingState::average),
                         c10::Device(job().device), options().ema);
    if (is_training_mixed(job()) && options().clean_images > 0)
        clean_ = clean_images(train, options().clean_images, job().seed);
    progress_.epochs = options().epochs;
    progress_.steps = steps_per_epoch(train.count(), options().batch) * options().epochs;
    if (source && source->remembers())
        at_.source_images = static_cast<std::int64_t>(train.count());
    if (!job().resume)
        return;
    go_on_from(*job().resume);
    elapsed_before_s_ = job().resume->elapsed_s;
    result_.best_weights = job().best_so_far;
}

bool Trainee::is_done() const
{
    const bool impatient = options().patience > 0 && at_.best.epoch > 0 &&
                           at_.epochs_done - at_.best.epoch >= options().patience;
    return at_.epoch > options().epochs || impatient;
}

/// With others all must end at the same step, so what they agreed on counts.
bool Trainee::is_stopping() const
{
    return job().group ? stops_with_others_ : training_.stop.stop_requested();
}

/// Weights, average and streams as well; the target's tensors may have them already.
void Trainee::go_on_from(const TrainingState &state)
{
    at_ = state;
    at_.target = {}; // the models and the optimizer have them now
    at_.average = {};
    at_.optimizer = {};
    progress_.step = state.step;
    step_.optimizer().set_state(state.optimizer);
    step_.crossover().mask_stream.set_state(state.mask_stream);
    step_.crossover().fill_stream.set_state(state.fill_stream);
    set_generator_state(dropout_, state.dropout_stream);
}

TrainingState Trainee::state()
{
    auto state = at_;
    state.step = progress_.step;
    state.elapsed_s = elapsed_s();
    state.target = target_.weights();
    state.optimizer = step_.optimizer().state();
    if (average_)
        state.average = average_->model().weights();
    state.mask_stream = step_.crossover().mask_stream.state();
    state.fill_stream = step_.crossover().fill_stream.state();
    state.dropout_stream = generator_state(dropout_);
    return state;
}

void Trainee::begin_epoch()
{
    progress_.epoch = at_.epoch;
    epoch_start_ = Clock::now();
    seen_now_ = 0;
    if (options().on_bad_loss == OnBadLoss::GoBack && !at_.good)
        at_.good = std::make_shared<TrainingState>(state());
}

bool Trainee::take(const TorchBatch &batch)
{
    if (job().group) {
        stops_with_others_ = job().group->any(training_.stop.stop_requested());
        if (stops_with_others_)
            return false;
        // One stream for all would drop the same units of different images, and each process's
        // own would have to be kept.
        dropout_.set_current_seed(stream_seed(job().seed, "dropout " +
                                                              std::to_string(progress_.step) + " " +
                                                              std::to_string(job().group->rank())));
    }
    const auto result = step(batch);
    if (!std::isfinite(result.loss)) {
        go_back(result.loss);
        return false;
    }
    if (average_)
        average_->follow(target_);
    count(result, batch.count());
    report_progress(progress_.step == progress_.steps);
    tell_state(false);
    return true;
}

TrainingStep::Result Trainee::step(const TorchBatch &batch)
{
    std::optional<BeforeStep> before;
    if (options().on_out_of_memory == OnOutOfMemory::Split)
        before.emplace(*this);
    for (;;) {
        try {
            return step_.run(batch, rate_of(progress_.step), at_.parts);
        } catch (const std::exception &error) {
            if (!is_out_of_memory(error))
                throw;
        }
        // Out of the handler, as the exception may hold memory.
        step_.optimizer().zero_grad();
        release_cached_memory(target_.device());
        const std::string batch_of = "a batch of " + std::to_string(batch.count()) + " images";
        if (!before)
            throw failure("memory does not suffice for " + batch_of, "device " + job().device,
                          "give a smaller batch, or let batches be split (on-out-of-memory)");
        if (batch.count() < 4 * at_.parts) // batch norm needs two of each part
            throw failure("memory does not suffice for " + batch_of + ", not even in " +
                              std::to_string(at_.parts) + " parts",
                          "device " + job().device, "choose a smaller network or smaller images");
        before->restore(*this);
        at_.parts *= 2;
        warn("memory does not suffice for " + batch_of + ": it is trained in " +
             std::to_string(at_.parts) +
             " parts from here on, whose gradients add up to the whole batch's (batch norms see "
             "the parts)");
    }
}

/// A diverging training is beyond help long before its loss is no number, so the epoch's beginning
/// would not do: the good state is that with the lowest training loss so far.
void Trainee::keep_good(double loss)
{
    if (options().on_bad_loss != OnBadLoss::GoBack || !(loss < at_.good_loss))
        return;
    at_.good_loss = loss;
    at_.good = nullptr;
    at_.good = std::make_shared<TrainingState>(state());
}

void Trainee::go_back(double loss)
{
    const auto where =
        "epoch " + std::to_string(at_.epoch) + ", step " + std::to_string(progress_.step + 1);
    const auto fault = std::string("the loss is ") + (std::isnan(loss) ? "no number" : "infinite");
    const double share = at_.rate_share / 2.0;
    report_progress(true); // the way there is what a person wants to see
    if (options().on_bad_loss == OnBadLoss::Stop)
        throw failure(fault, where,
                      "lower the learning rate, or let the run go back (on-bad-loss)");
    if (share < least_rate_share)
        throw failure(fault + " even at a thousandth of the rate", where,
                      "look at the data and at the weights it began with");
    const auto now = at_;
    target_.set_weights(now.good->target);
    if (average_)
        average_->model().set_weights(now.good->average);
    go_on_from(*now.good);
    at_.good = now.good;
    at_.good_loss = now.good_loss;
    at_.rate_share = share;
    // That they were in vain does not undo them; nor does it a best epoch, whose weights are kept.
    at_.images = now.images;
    at_.source_images = now.source_images;
    at_.best = now.best;
    char factor[32];
    std::snprintf(factor, sizeof factor, "1/%.0f", 1.0 / share);
    warn(fault + " (" + where + "): back to the beginning of epoch " + std::to_string(at_.epoch) +
         ", with " + factor + " of the learning rate from here on");
    if (training_.observer.on_back)
        training_.observer.on_back(at_.epoch);
}

void Trainee::count(const TrainingStep::Result &result, std::int64_t images)
{
    if (progress_.step == 0)
        at_.good_loss = result.loss; // of the beginning
    at_.loss += result.loss * static_cast<double>(images);
    at_.correct += result.correct;
    at_.seen += images;
    at_.images += images;
    at_.source_images += result.source_images;
    at_.gradient_norm += result.gradient_norm;
    at_.untold_losses.push_back(result.loss);
    if (options().gradient_norm)
        at_.untold_gradient_norms.push_back(std::isfinite(result.gradient_norm)
                                                ? result.gradient_norm
                                                : std::numeric_limits<double>::max()); // for JSON
    ++at_.batches;
    ++progress_.step;
    seen_now_ += images;
    progress_.loss = result.loss;
    progress_.images_per_second = static_cast<double>(seen_now_) / seconds_since(epoch_start_);
}

void Trainee::finish_epoch()
{
    EpochPoint point;
    point.epoch = at_.epoch;
    point.learning_rate = rate_of(progress_.step - 1);
    point.images_per_second = progress_.images_per_second;
    point.train_loss = at_.loss / static_cast<double>(at_.seen);
    point.train_accuracy = static_cast<double>(at_.correct) / static_cast<double>(at_.seen);
    if (options().gradient_norm)
        point.gradient_norm = at_.gradient_norm / static_cast<double>(at_.batches);
    if (!measure(point))
        return;
    const bool validated = job().images->val.count() > 0;
    point.memory_mb = peak_memory_mb(target_.device());
    point.elapsed_s = elapsed_s();
    // Without validation nothing tells the epochs apart, and the last one counts.
    point.is_best = !validated || at_.best.epoch == 0 || point.val_accuracy > at_.best.val_accuracy;
    if (point.is_best) {
        at_.best = point;
        if (validated)
            result_.best_weights = measured().weights();
    }
    if (training_.observer.on_epoch)
        training_.observer.on_epoch(point, [&] {
            return validated && point.is_best ? result_.best_weights : measured().weights();
        });
    ++at_.epochs_done;
    ++at_.epoch;
    at_.batches = 0;
    at_.loss = 0.0;
    at_.correct = 0;
    at_.seen = 0;
    at_.gradient_norm = 0.0;
    keep_good(point.train_loss);
    if (is_done())
        report_progress(true);
    tell_state(false);
}

/// The first process of a group measures for all, who need it to know when to end.
bool Trainee::measure(EpochPoint &point)
{
    if (!job().group)
        return measure_here(point);
    const bool done = !job().group->is_first() || measure_here(point);
    const auto told =
        job().group->from_first({done ? 1.0 : 0.0, point.val_accuracy, point.val_loss});
    point.val_accuracy = told[1];
    point.val_loss = told[2];
    stops_with_others_ = told[0] == 0.0;
    return !stops_with_others_;
}

/// False where a stop came in between.
bool Trainee::measure_here(EpochPoint &point)
{
    const auto evaluate = [this](const PackedSplit &images) {
        return evaluate_model(measured(), images, job().data, options().batch, training_.stop, {});
    };
    try {
        if (clean_.count() > 0)
            point.clean_accuracy = evaluate(clean_).accuracy();
        if (job().images->val.count() == 0)
            return true;
        const auto evaluation = evaluate(job().images->val);
        point.val_loss = evaluation.loss;
        point.val_accuracy = evaluation.accuracy();
        point.val_top5 = evaluation.top5_accuracy();
        point.val_class_accuracy = evaluation.class_accuracy();
        return true;
    } catch (const Error &error) {
        if (error.kind() == ErrorKind::Interrupted)
            return false;
        throw;
    }
}

TrainingResult Trainee::result()
{
    result_.epochs_done = at_.epochs_done;
    result_.best = at_.best;
    result_.stopped = !is_done();
    result_.ended_early = is_done() && at_.epochs_done < options().epochs;
    result_.images = at_.images;
    result_.source_images = at_.source_images;
    if (result_.stopped)
        tell_state(true);
    result_.last_weights = measured().weights();
    if (result_.best_weights.empty())
        result_.best_weights = result_.last_weights;
    return std::move(result_);
}

/// @param must  whenever the last one was
void Trainee::report_progress(bool must)
{
    if (!training_.observer.on_progress || at_.untold_losses.empty() ||
        (!must && seconds_since(last_report_) < 1.0))
        return;
    last_report_ = Clock::now();
    progress_.losses = std::move(at_.untold_losses);
    progress_.gradient_norms = std::move(at_.untold_gradient_norms);
    at_.untold_losses.clear();
    at_.untold_gradient_norms.clear();
    training_.observer.on_progress(progress_);
}

void Trainee::tell_state(bool is_last)
{
    if (training_.observer.on_step)
        training_.observer.on_step([this] { return state(); }, is_last);
}

void Trainee::warn(const std::string &text) const
{
    if (training_.observer.on_warning)
        training_.observer.on_warning(text);
}

double Trainee::rate_of(std::int64_t step) const
{
    return at_.rate_share * learning_rate_at(options(), step, progress_.steps);
}

double Trainee::elapsed_s() const { return elapsed_before_s_ + seconds_since(start_); }

} // namespace tlvfc
