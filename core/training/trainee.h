// One target in training: its model, its optimizer, its streams and where it stands. Only core may
// include this header.
#pragma once

#include "core/training/source_features.h"
#include "core/training/trainer.h"
#include "core/training/training_step.h"
#include "core/training/weight_average.h"

#include <chrono>
#include <optional>

namespace tlvfc {

/// Is handed the batches of an epoch by whoever has the stream.
class Trainee
{
public:
    /// @param source  null where the job crosses nothing in; outlives this, as does `training`,
    ///                whose weights and state are not looked at again
    Trainee(const Training &training, SourceFeatures *source);

    bool is_done() const;
    bool is_stopping() const;
    int epoch() const { return at_.epoch; }              ///< the next or the one under way, from 1
    std::int64_t batches() const { return at_.batches; } ///< of this epoch, done

    void begin_epoch();
    /// One step. False where it went back to the beginning of this or an earlier epoch instead,
    /// which is to be handed to it anew.
    bool take(const TorchBatch &batch);
    /// Measures, tells and moves on to the next epoch; not where a stop comes in between.
    void finish_epoch();

    TrainingResult result();

private:
    struct BeforeStep;

    const TrainingJob &job() const { return training_.job; }
    const TrainingOptions &options() const { return training_.job.options; }
    Model &measured() { return average_ ? average_->model() : target_; }

    void go_on_from(const TrainingState &state);
    TrainingState state();
    TrainingStep::Result step(const TorchBatch &batch);
    void keep_good(double loss);
    void go_back(double loss);
    void count(const TrainingStep::Result &result, std::int64_t images);
    bool measure(EpochPoint &point);
    bool measure_here(EpochPoint &point);
    void report_progress(bool must);
    void tell_state(bool is_last);
    void warn(const std::string &text) const;
    double rate_of(std::int64_t step) const;
    double elapsed_s() const;

    using Clock = std::chrono::steady_clock;

    const Training &training_;
    at::Generator dropout_; ///< shared with the target
    Model target_;
    TrainingStep step_;
    std::optional<WeightAverage> average_;
    PackedSplit clean_;
    TrainingState at_; ///< without tensors and streams, which live where they are used
    StepProgress progress_;
    TrainingResult result_;
    double elapsed_before_s_ = 0.0; ///< by earlier starts
    Clock::time_point start_ = Clock::now();
    Clock::time_point epoch_start_ = start_;
    Clock::time_point last_report_{};
    bool stops_with_others_ = false;
    std::int64_t seen_now_ = 0; ///< of this epoch, since this start
};

} // namespace tlvfc
