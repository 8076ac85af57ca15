// How a network is trained; the defaults are the published recipe (METHOD.md section 5).
#pragma once

#include "core/base/json.h"
#include "core/base/option_values.h"

#include <vector>

namespace tlvfc {

enum class OptimizerKind {
    AdamW, ///< decoupled weight decay, betas .9 and .999 (Loshchilov & Hutter 2019)
    Sgd,   ///< with momentum; weight decay is added to the gradient, as in torch's SGD
};

/// What of the target learns.
enum class TrainedPart {
    All,
    Classifier, ///< the last Linear on frozen features (linear probing): the rest runs as in
                ///< evaluation, its batch norms with the statistics that they have
};

/// How the rate moves after the warm-up, step by step.
enum class Schedule {
    Constant,
    Steps,  ///< MultiStepLR: the rate is multiplied by `decay` at `milestones`
    Cosine, ///< down to zero along half a cosine (Loshchilov & Hutter 2017, without restarts)
};

/// What forward and backward pass compute with; parameters and optimizer stay float32.
enum class Precision { Float32, BFloat16 };

enum class OnBadLoss {
    Stop,
    GoBack, ///< to the end of the epoch with the lowest loss so far, or the start; half the rate
};

enum class OnOutOfMemory {
    Stop,
    Split, ///< each batch in two, four … parts whose gradients add up to the batch's
};

struct TrainingOptions
{
    int epochs = 200;
    int batch = 128;
    double learning_rate = 1e-4;
    double weight_decay = 5e-4;
    /// The tables' schedule is not known; the authors' script has it constant, with MultiStepLR at
    /// these shares of all steps as an option.
    Schedule schedule = Schedule::Constant;
    std::vector<double> milestones = {0.6, 0.8};
    double decay = 0.1;

    // Beyond the recipe, which has none of these.
    TrainedPart trains = TrainedPart::All;
    OptimizerKind optimizer = OptimizerKind::AdamW;
    double momentum = 0.9;        ///< SGD's
    double warmup_epochs = 0.0;   ///< in which the rate rises linearly
    double label_smoothing = 0.0; ///< share of the target spread over all classes, training only
    double clip_norm = 0.0;       ///< largest norm of all gradients together; 0: left alone
    /// Decay of an exponential moving average of the weights, step by step, which then is what is
    /// validated, kept and tested; 0: none.
    double ema = 0.0;
    Precision precision = Precision::Float32;
    int patience = 0;           ///< stop after so many epochs without a better validation; 0: never
    bool gradient_norm = false; ///< measure it
    /// Training images on which a run with crossover or mixup, whose training accuracy is not the
    /// network's own, is measured as in evaluation; 0: not at all.
    int clean_images = 1000;
    OnBadLoss on_bad_loss = OnBadLoss::Stop;
    OnOutOfMemory on_out_of_memory = OnOutOfMemory::Stop;

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;

    friend bool operator==(const TrainingOptions &, const TrainingOptions &) = default;
};

template <>
const std::vector<OptionValue<TrainedPart>> &option_values();
template <>
const std::vector<OptionValue<OptimizerKind>> &option_values();
template <>
const std::vector<OptionValue<Schedule>> &option_values();
template <>
const std::vector<OptionValue<Precision>> &option_values();
template <>
const std::vector<OptionValue<OnBadLoss>> &option_values();
template <>
const std::vector<OptionValue<OnOutOfMemory>> &option_values();

Json to_json(const TrainingOptions &options);

/// Absent keys take the defaults. @throws Error naming the key and `where`.
TrainingOptions training_options_from_json(const Json &json, const std::string &where);

} // namespace tlvfc
