#include "core/training/options.h"

#include "core/base/error.h"

namespace tlvfc {

void TrainingOptions::validate() const
{
    require_option(epochs >= 1 && epochs <= 100000,
                   "cannot train " + std::to_string(epochs) + " epochs", "epochs",
                   "give a number from 1 to 100000");
    require_option(batch >= 2 && batch <= 65536, "a batch of " + std::to_string(batch) + " images",
                   "batch", "give a number from 2 to 65536: batch norm needs two");
    require_option(learning_rate > 0.0 && learning_rate <= 10.0, "a learning rate out of range",
                   "lr", "give a number above 0 and up to 10");
    require_option(weight_decay >= 0.0 && weight_decay <= 1.0, "a weight decay out of range",
                   "weight-decay", "give a number from 0 to 1");
    require_option(decay > 0.0 && decay <= 1.0, "a learning rate decay out of range",
                   "lr-decay-factor", "give a number above 0 and up to 1");
    for (const double milestone : milestones)
        require_option(milestone > 0.0 && milestone < 1.0, "a milestone out of range", "milestones",
                       "give shares of the training between 0 and 1");
    require_option(momentum >= 0.0 && momentum < 1.0, "a momentum out of range", "momentum",
                   "give a number from 0 to below 1");
    require_option(warmup_epochs >= 0.0 && warmup_epochs < epochs,
                   "a warm-up that does not end before the training", "warmup",
                   "give fewer epochs than there are, or 0");
    require_option(label_smoothing >= 0.0 && label_smoothing < 1.0,
                   "a label smoothing out of range", "label-smoothing",
                   "give a number from 0 to below 1");
    require_option(clip_norm >= 0.0 && clip_norm <= 1e9, "a gradient norm out of range",
                   "clip-norm", "give a number above 0, or 0 for none");
    require_option(ema >= 0.0 && ema < 1.0, "a decay of the weights' average out of range", "ema",
                   "give a number below 1 such as 0.999, or 0 for none");
    require_option(patience >= 0, "a negative patience", "patience",
                   "give a number of epochs, or 0 to train them all");
    require_option(clean_images >= 0, "a negative number of images", "clean-images",
                   "give a number, or 0 for none");
}

Json to_json(const TrainingOptions &options)
{
    return {
        {"epochs", options.epochs},
        {"batch", options.batch},
        {"lr", options.learning_rate},
        {"weight_decay", options.weight_decay},
        {"schedule", option_name(options.schedule)},
        {"milestones", options.milestones},
        {"decay", options.decay},
        {"trains", option_name(options.trains)},
        {"optimizer", option_name(options.optimizer)},
        {"momentum", options.momentum},
        {"warmup_epochs", options.warmup_epochs},
        {"label_smoothing", options.label_smoothing},
        {"clip_norm", options.clip_norm},
        {"ema", options.ema},
        {"precision", option_name(options.precision)},
        {"patience", options.patience},
        {"gradient_norm", options.gradient_norm},
        {"clean_images", options.clean_images},
        {"on_bad_loss", option_name(options.on_bad_loss)},
        {"on_out_of_memory", option_name(options.on_out_of_memory)},
    };
}

TrainingOptions training_options_from_json(const Json &json, const std::string &where)
{
    TrainingOptions options;
    const auto read = [&](const char *key, auto &value) {
        value = json_value(json, key, value, where);
    };
    const auto choose = [&]<typename Enum>(const char *key, Enum &value) {
        value = option_from_name<Enum>(
            key, json_value<std::string>(json, key, std::string(option_name(value)), where));
    };
    read("epochs", options.epochs);
    read("batch", options.batch);
    read("lr", options.learning_rate);
    read("weight_decay", options.weight_decay);
    choose("schedule", options.schedule);
    read("milestones", options.milestones);
    read("decay", options.decay);
    choose("trains", options.trains);
    choose("optimizer", options.optimizer);
    read("momentum", options.momentum);
    read("warmup_epochs", options.warmup_epochs);
    read("label_smoothing", options.label_smoothing);
    read("clip_norm", options.clip_norm);
    read("ema", options.ema);
    choose("precision", options.precision);
    read("patience", options.patience);
    read("gradient_norm", options.gradient_norm);
    read("clean_images", options.clean_images);
    choose("on_bad_loss", options.on_bad_loss);
    choose("on_out_of_memory", options.on_out_of_memory);
    return options;
}

} // namespace tlvfc
