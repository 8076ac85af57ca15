// The choices of a training, as they are written and explained.
#include "core/training/options.h"

namespace tlvfc {

template <>
const std::vector<OptionValue<TrainedPart>> &option_values()
{
    static const std::vector<OptionValue<TrainedPart>> values{
        {TrainedPart::All, "all", "every layer"},
        {TrainedPart::Classifier, "classifier",
         "only the last layer, on frozen features (linear probing)"},
    };
    return values;
}

template <>
const std::vector<OptionValue<OptimizerKind>> &option_values()
{
    static const std::vector<OptionValue<OptimizerKind>> values{
        {OptimizerKind::AdamW, "adamw", "the published recipe's"},
        {OptimizerKind::Sgd, "sgd", "stochastic gradient descent with momentum"},
    };
    return values;
}

template <>
const std::vector<OptionValue<Schedule>> &option_values()
{
    static const std::vector<OptionValue<Schedule>> values{
        {Schedule::Constant, "constant", "the same rate throughout"},
        {Schedule::Steps, "steps", "a tenth at 60 % of the steps, a hundredth at 80 %"},
        {Schedule::Cosine, "cosine", "down to zero along half a cosine"},
    };
    return values;
}

template <>
const std::vector<OptionValue<Precision>> &option_values()
{
    static const std::vector<OptionValue<Precision>> values{
        {Precision::Float32, "float32", "as published"},
        {Precision::BFloat16, "bfloat16", "mixed: products in bfloat16, weights in float32"},
    };
    return values;
}

template <>
const std::vector<OptionValue<OnBadLoss>> &option_values()
{
    static const std::vector<OptionValue<OnBadLoss>> values{
        {OnBadLoss::Stop, "stop", "the run fails and says where"},
        {OnBadLoss::GoBack, "go-back",
         "to the state of the lowest loss so far, with half the rate"},
    };
    return values;
}

template <>
const std::vector<OptionValue<OnOutOfMemory>> &option_values()
{
    static const std::vector<OptionValue<OnOutOfMemory>> values{
        {OnOutOfMemory::Stop, "stop", "the run fails and says so"},
        {OnOutOfMemory::Split, "split", "each batch in parts, their gradients added up"},
    };
    return values;
}

} // namespace tlvfc
