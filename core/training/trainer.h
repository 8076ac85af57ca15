// Trains a network, with the source's features crossed in (METHOD.md sections 4 and 5).
#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/data/packed.h"
#include "core/nets/network.h"
#include "core/training/epoch_point.h"
#include "core/training/evaluate.h"
#include "core/training/options.h"
#include "core/training/training_state.h"
#include "core/transfer/strategy.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tlvfc {

class ProcessGroup;

struct TrainingJob
{
    Network target;                        ///< as the transfer left it
    std::shared_ptr<const Network> source; ///< frozen; needed where its features are crossed in
    CrossoverKind crossover = CrossoverKind::Off;
    double crossover_rate = 0.1;
    CrossoverFill crossover_fill = CrossoverFill::Source;
    TrainingOptions options;
    DataSpec data;
    const PackedData *images = nullptr; ///< outlives the call
    std::string device = "cpu";         ///< as resolve_device() gives it
    /// Order, augmentation, crossover mask and fill, and dropout draw from streams of their own.
    std::uint64_t seed = 2;
    /// Where an earlier training of the same job stood; `target` is then only the architecture.
    std::shared_ptr<const TrainingState> resume;
    Weights best_so_far; ///< of the resumed training's best epoch
    /// The processes that share each batch among them; null: this one alone. The first measures.
    std::shared_ptr<ProcessGroup> group;
};

struct StepProgress
{
    int epoch = 0; ///< from 1
    int epochs = 0;
    std::int64_t step = 0; ///< done, of all epochs
    std::int64_t steps = 0;
    double images_per_second = 0.0;
    double loss = 0.0; ///< of the last step
    /// Of every step since the last report, the last one included; the norms where measured.
    std::vector<double> losses;
    std::vector<double> gradient_norms;
};

/// Called in the training thread.
struct TrainingObserver
{
    std::function<void(const StepProgress &)> on_progress; ///< at most once a second
    /// `weights` gives the target's weights as they are, when asked.
    std::function<void(const EpochPoint &, const std::function<Weights()> &weights)> on_epoch;
    /// After every step; `state` copies it all when asked. `is_last`: the training was stopped.
    std::function<void(const std::function<TrainingState()> &state, bool is_last)> on_step;
    /// What a person should know: the rate was halved, a batch was split.
    std::function<void(const std::string &)> on_warning;
    /// It goes on from the beginning of this epoch; what was told of it and later is undone.
    std::function<void(int epoch)> on_back;
};

struct TrainingResult
{
    int epochs_done = 0;
    bool stopped = false;           ///< on request; the weights are those of the last step
    bool ended_early = false;       ///< for want of a better validation (TrainingOptions::patience)
    std::int64_t images = 0;        ///< trained on, all epochs together
    std::int64_t source_images = 0; ///< passed through the source for it
    EpochPoint best;
    Weights best_weights; ///< of the best validation accuracy; without validation the last
    Weights last_weights;
};

/// Trains from the first epoch, or from where it stood, to the last, or until stopped. Same job,
/// same numbers, however often it was resumed, on the same machine with the same number of threads.
/// @throws Error (InvalidRequest) where job and data do not fit; (Failure) where the loss stops
///         being a number or memory does not suffice, and the options do not say how to go on.
TrainingResult train(TrainingJob job, const TrainingObserver &observer, std::stop_token stop = {});

/// One of several that train side by side.
struct Training
{
    TrainingJob job;
    TrainingObserver observer;
    std::stop_token stop; ///< of this one alone
};

struct TrainingOutcome
{
    TrainingResult result;
    std::exception_ptr fault; ///< what train() would have thrown; the others went on
};

/// Trains several targets on one stream of batches, step by step in turn: the images are prepared
/// once, and pass once through a source that several share (the same pointer). Each comes to the
/// same bits as alone, whatever the others do; each may be resumed, from a place of its own.
/// The jobs' weights are given up as soon as models have them.
/// @pre the same images, data, batch, seed and device. @throws Error (InvalidRequest) otherwise
std::vector<TrainingOutcome> train_together(std::vector<Training> trainings);

} // namespace tlvfc
