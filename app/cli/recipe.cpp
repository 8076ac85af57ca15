#include "app/cli/recipe.h"

#include "app/cli/choices.h"

#include "core/base/error.h"

namespace tlvfc::cli {

void RecipeOptions::add_to(CLI::App &command)
{
    command.add_option("--epochs", numbers.epochs)->capture_default_str();
    command.add_option("--batch", numbers.batch)->capture_default_str();
    command.add_option("--lr", numbers.learning_rate, "Learning rate")->capture_default_str();
    command.add_option("--weight-decay", numbers.weight_decay)->capture_default_str();
    command.add_option("--schedule", schedule, "The rate's way: " + choices<Schedule>());
    command.add_flag("--decay-lr", decay, "Short for --schedule steps");
    command.add_option("--warmup", numbers.warmup_epochs,
                       "Epochs in which the rate rises; a part of one may do");
    command.add_option("--trains", trains, "What learns: " + choices<TrainedPart>());
    command.add_option("--optimizer", optimizer, choices<OptimizerKind>());
    command.add_option("--momentum", numbers.momentum, "SGD's")->capture_default_str();
    command.add_option("--label-smoothing", numbers.label_smoothing,
                       "Share of the target spread over all classes");
    command.add_option("--clip-norm", numbers.clip_norm, "Largest norm of all gradients together");
    command.add_option("--ema", numbers.ema,
                       "Decay of an average of the weights, which is what is then measured");
    command.add_option("--precision", precision, choices<Precision>());
    command.add_option("--patience", numbers.patience,
                       "Stop after so many epochs without a better validation");
    command.add_flag("--gradient-norm", numbers.gradient_norm, "Measure the gradients' norm");
    command
        .add_option("--clean-images", numbers.clean_images,
                    "Training images measured without crossover and mixup; 0: none")
        ->capture_default_str();
    command.add_option("--on-bad-loss", on_bad_loss,
                       "When the loss is no longer a number: " + choices<OnBadLoss>());
    command.add_option("--on-out-of-memory", on_out_of_memory,
                       "When a batch does not fit: " + choices<OnOutOfMemory>());
}

TrainingOptions RecipeOptions::options() const
{
    auto options = numbers;
    if (decay && schedule && *schedule != option_name(Schedule::Steps))
        throw invalid_request("two schedules", "options --decay-lr and --schedule", "give one");
    if (decay)
        options.schedule = Schedule::Steps;
    set(options.schedule, schedule, "schedule");
    set(options.trains, trains, "trains");
    set(options.optimizer, optimizer, "optimizer");
    set(options.precision, precision, "precision");
    set(options.on_bad_loss, on_bad_loss, "on-bad-loss");
    set(options.on_out_of_memory, on_out_of_memory, "on-out-of-memory");
    return options;
}

} // namespace tlvfc::cli
