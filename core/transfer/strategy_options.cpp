// Every option's values, as they are written and explained.
#include "core/transfer/strategy.h"

namespace tlvfc {

template <>
const std::vector<OptionValue<Standardization>> &option_values()
{
    static const std::vector<OptionValue<Standardization>> values{
        {Standardization::Flatten, "flatten", "one list of layers, depth first"},
        {Standardization::Blocks, "blocks", "nested blocks, as DPIAT sees a network"},
    };
    return values;
}

template <>
const std::vector<OptionValue<Matching>> &option_values()
{
    static const std::vector<OptionValue<Matching>> values{
        {Matching::Index, "index", "by relative position in the list"},
        {Matching::Dp, "dp", "the best scoring alignment of blocks"},
        {Matching::DpFlat, "dp-flat", "the best scoring alignment of flat lists"},
    };
    return values;
}

template <>
const std::vector<OptionValue<ConvMethod>> &option_values()
{
    static const std::vector<OptionValue<ConvMethod>> values{
        {ConvMethod::He, "he", "Kaiming normal, nothing from the source"},
        {ConvMethod::Glorot, "glorot", "Xavier normal, nothing from the source"},
        {ConvMethod::Clip, "clip", "the source's center, copied; batch norms too"},
        {ConvMethod::Variance, "variance", "the source's kernels, chosen by their variance"},
    };
    return values;
}

template <>
const std::vector<OptionValue<FcMethod>> &option_values()
{
    static const std::vector<OptionValue<FcMethod>> values{
        {FcMethod::Default, "default", "as the network is initialized"},
        {FcMethod::Clip, "clip", "the source's center, copied"},
        {FcMethod::Statistics, "statistics", "drawn with the source's mean and deviation"},
    };
    return values;
}

template <>
const std::vector<OptionValue<PadMethod>> &option_values()
{
    static const std::vector<OptionValue<PadMethod>> values{
        {PadMethod::Zero, "zero", "smaller kernels: zeros around"},
        {PadMethod::Init, "init", "smaller kernels: He-normal values around"},
    };
    return values;
}

template <>
const std::vector<OptionValue<PoolMethod>> &option_values()
{
    static const std::vector<OptionValue<PoolMethod>> values{
        {PoolMethod::Average, "avg", "larger kernels: average over a window"},
        {PoolMethod::Max, "max", "larger kernels: maximum over a window"},
    };
    return values;
}

template <>
const std::vector<OptionValue<SelectionRule>> &option_values()
{
    static const std::vector<OptionValue<SelectionRule>> values{
        {SelectionRule::InterLeaved, "interLeaved", "evenly spaced over the sorted variances"},
        {SelectionRule::Random, "random", "drawn at random, with repeats"},
        {SelectionRule::MaxVar, "maxVar", "the largest variances"},
        {SelectionRule::MinVar, "minVar", "the smallest variances"},
        {SelectionRule::TwoTailed, "twoTailed", "half the smallest, half the largest"},
        {SelectionRule::TwoTailedAny, "two-tailed-any", "the same for odd numbers too (our own)"},
        {SelectionRule::Uniform, "uniform", "evenly spaced channels, whatever they hold (our own)"},
        {SelectionRule::L2, "l2", "the largest L2 norms (our own)"},
    };
    return values;
}

template <>
const std::vector<OptionValue<CrossoverKind>> &option_values()
{
    static const std::vector<OptionValue<CrossoverKind>> values{
        {CrossoverKind::Off, "off", "no features of the source in training"},
        {CrossoverKind::Mask, "mask", "each feature replaced with the given probability"},
        {CrossoverKind::Columns, "columns", "a fixed number of features drawn, with repeats"},
    };
    return values;
}

template <>
const std::vector<OptionValue<CrossoverFill>> &option_values()
{
    static const std::vector<OptionValue<CrossoverFill>> values{
        {CrossoverFill::Source, "source", "the source's features of the same image"},
        {CrossoverFill::Permuted, "permuted", "the source's features of another image"},
        {CrossoverFill::Noise, "noise", "noise with the mean and deviation of the source's"},
        {CrossoverFill::Zero, "zero", "nothing: plain dropout of whole columns"},
    };
    return values;
}

template <>
const std::vector<OptionValue<Control>> &option_values()
{
    static const std::vector<OptionValue<Control>> values{
        {Control::None, "none", "the method as it is"},
        {Control::UntrainedSource, "untrained", "the source as newly initialized"},
        {Control::ShuffledSource, "shuffled", "the source's weights in random order, per layer"},
        {Control::NormOnly, "norm", "the target's own weights, scaled to the transferred norm"},
    };
    return values;
}

} // namespace tlvfc
