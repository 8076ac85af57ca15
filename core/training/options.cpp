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
}

Json to_json(const TrainingOptions &options)
{
    return {
        {"epochs", options.epochs},
        {"batch", options.batch},
        {"lr", options.learning_rate},
        {"weight_decay", options.weight_decay},
        {"decay_lr", options.decay_learning_rate},
        {"milestones", options.milestones},
        {"decay", options.decay},
    };
}

TrainingOptions training_options_from_json(const Json &json, const std::string &where)
{
    TrainingOptions options;
    options.epochs = json_value(json, "epochs", options.epochs, where);
    options.batch = json_value(json, "batch", options.batch, where);
    options.learning_rate = json_value(json, "lr", options.learning_rate, where);
    options.weight_decay = json_value(json, "weight_decay", options.weight_decay, where);
    options.decay_learning_rate = json_value(json, "decay_lr", options.decay_learning_rate, where);
    options.milestones = json_value(json, "milestones", options.milestones, where);
    options.decay = json_value(json, "decay", options.decay, where);
    return options;
}

} // namespace tlvfc
