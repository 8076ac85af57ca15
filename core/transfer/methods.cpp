// The presets: METHOD.md section 6, and what an honest comparison needs beside it.
#include "core/transfer/strategy.h"

#include <array>

namespace tlvfc {

namespace {

using Group = MethodInfo::Group;

/// What sets one method apart; the rest is Strategy's defaults.
struct Preset
{
    MethodInfo info;
    ConvMethod conv;
    FcMethod fc = FcMethod::Default;
    bool crosses = false;
    CrossoverFill fill = CrossoverFill::Source;
    Control control = Control::None;
};

const std::vector<Preset> &presets()
{
    constexpr auto he = ConvMethod::He;
    constexpr auto clip = ConvMethod::Clip;
    constexpr auto variance = ConvMethod::Variance;
    constexpr auto fc_default = FcMethod::Default;
    constexpr auto statistics = FcMethod::Statistics;
    constexpr auto source = CrossoverFill::Source;
    static const std::vector<Preset> all{
        {{"he", "He", "Kaiming normal initialization; the baseline"}, he},
        {{"glorot", "Glorot", "Xavier normal initialization"}, ConvMethod::Glorot},
        {{"dpiat", "DPIAT", "blocks matched by dynamic programming, centers copied"},
         clip,
         FcMethod::Clip},
        {{"tlvfc-base", "TLVFC-base", "index matching, kernels chosen by variance"}, variance},
        {{"tlvfc-cross", "TLVFC-cross", "TLVFC-base with the source's features crossed in"},
         variance,
         fc_default,
         true},
        {{"tlvfc", "TLVFC", "TLVFC-cross with fully connected statistics"},
         variance,
         statistics,
         true},

        {{"he-cross", "He + crossover", "He with the source's features crossed in", Group::Crossed},
         he,
         fc_default,
         true},
        {{"he-stats", "He + statistics", "He, only the fully connected layers N(m, s)",
          Group::Crossed},
         he,
         statistics},
        {{"he-stats-cross", "He + statistics + crossover", "all of TLVFC but the kernels",
          Group::Crossed},
         he,
         statistics,
         true},
        {{"dpiat-cross", "DPIAT + crossover", "DPIAT with the source's features crossed in",
          Group::Crossed},
         clip,
         FcMethod::Clip,
         true},
        {{"clip", "Clip", "DPIAT without its fully connected layers", Group::Crossed}, clip},
        {{"clip-cross", "Clip + crossover", "Clip with the source's features crossed in",
          Group::Crossed},
         clip,
         fc_default,
         true},
        {{"clip-stats", "Clip + statistics", "Clip with fully connected statistics",
          Group::Crossed},
         clip,
         statistics},
        {{"clip-stats-cross", "Clip + statistics + crossover", "TLVFC with DPIAT's kernels",
          Group::Crossed},
         clip,
         statistics,
         true},
        {{"tlvfc-stats", "TLVFC-statistics", "TLVFC without crossover", Group::Crossed},
         variance,
         statistics},

        {{"tlvfc-untrained", "TLVFC, untrained source", "is it what the source has learned?",
          Group::Control},
         variance,
         statistics,
         true,
         source,
         Control::UntrainedSource},
        {{"tlvfc-shuffled", "TLVFC, shuffled source", "is it more than the spread of the weights?",
          Group::Control},
         variance,
         statistics,
         true,
         source,
         Control::ShuffledSource},
        {{"he-norm", "He, transferred norm", "is it more than the norm of each layer?",
          Group::Control},
         variance,
         fc_default,
         false,
         source,
         Control::NormOnly},
        {{"tlvfc-noise", "TLVFC, noise crossed in", "is it more than noise in the features?",
          Group::Control},
         variance,
         statistics,
         true,
         CrossoverFill::Noise},
        {{"tlvfc-permuted", "TLVFC, other images crossed in",
          "is it the source's view of the very image?", Group::Control},
         variance,
         statistics,
         true,
         CrossoverFill::Permuted},
        {{"tlvfc-dropout", "TLVFC, columns dropped", "is it more than dropout at the same rate?",
          Group::Control},
         variance,
         statistics,
         true,
         CrossoverFill::Zero},
    };
    return all;
}

} // namespace

const std::vector<MethodInfo> &methods()
{
    static const std::vector<MethodInfo> infos = [] {
        std::vector<MethodInfo> list;
        for (const auto &preset : presets())
            list.push_back(preset.info);
        return list;
    }();
    return infos;
}

Strategy preset(std::string_view method)
{
    std::string choices;
    for (const auto &[info, conv, fc, crosses, fill, control] : presets()) {
        choices += (choices.empty() ? "" : ", ") + info.name;
        if (info.name != method)
            continue;
        Strategy strategy;
        strategy.method = info.name;
        if (conv == ConvMethod::Clip) { // DPIAT's way of matching comes with its clip
            strategy.standardization = Standardization::Blocks;
            strategy.matching = Matching::Dp;
        }
        strategy.conv = conv;
        strategy.fc = fc;
        if (!crosses)
            strategy.crossover = CrossoverKind::Off;
        strategy.fill = fill;
        strategy.control = control;
        return strategy;
    }
    throw_unknown_option("method", method, choices);
}

} // namespace tlvfc
