#include "core/transfer/strategy.h"

#include "core/base/error.h"

namespace tlvfc {

template <>
const std::vector<OptionValue<Standardization>> &option_values()
{
    static const std::vector<OptionValue<Standardization>> values{
        {Standardization::Flatten, "flatten", "one list of layers, depth first"},
        {Standardization::Blocks, "blocks", "nested blocks, as DPIAT sees a network", false},
    };
    return values;
}

template <>
const std::vector<OptionValue<Matching>> &option_values()
{
    static const std::vector<OptionValue<Matching>> values{
        {Matching::Index, "index", "by relative position in the list"},
        {Matching::Dp, "dp", "the best scoring alignment of blocks", false},
        {Matching::DpFlat, "dp-flat", "the best scoring alignment of flat lists", false},
    };
    return values;
}

template <>
const std::vector<OptionValue<ConvMethod>> &option_values()
{
    static const std::vector<OptionValue<ConvMethod>> values{
        {ConvMethod::He, "he", "Kaiming normal, nothing from the source"},
        {ConvMethod::Glorot, "glorot", "Xavier normal, nothing from the source"},
        {ConvMethod::Clip, "clip", "the source's center, copied", false},
        {ConvMethod::Variance, "variance", "the source's kernels, chosen by their variance"},
    };
    return values;
}

template <>
const std::vector<OptionValue<FcMethod>> &option_values()
{
    static const std::vector<OptionValue<FcMethod>> values{
        {FcMethod::Default, "default", "as the network is initialized"},
        {FcMethod::Clip, "clip", "the source's center, copied", false},
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

const std::vector<MethodInfo> &methods()
{
    static const std::vector<MethodInfo> all{
        {"he", "He", "Kaiming normal initialization; the baseline"},
        {"glorot", "Glorot", "Xavier normal initialization"},
        {"dpiat", "DPIAT", "blocks matched by dynamic programming, centers copied", false},
        {"tlvfc-base", "TLVFC-base", "index matching, kernels chosen by variance"},
        {"tlvfc-cross", "TLVFC-cross", "TLVFC-base with the source's features crossed in"},
        {"tlvfc", "TLVFC", "TLVFC-cross with fully connected statistics"},
    };
    return all;
}

Strategy preset(std::string_view method)
{
    for (const auto &info : methods()) {
        if (info.name != method)
            continue;
        if (!info.available)
            throw invalid_request("the method " + info.title + " is not in this version",
                                  "option method", "choose another method");
        Strategy strategy;
        strategy.method = info.name;
        const bool transfers = method.starts_with("tlvfc");
        if (!transfers)
            strategy.conv = method == "glorot" ? ConvMethod::Glorot : ConvMethod::He;
        if (method != "tlvfc")
            strategy.fc = FcMethod::Default;
        if (method != "tlvfc" && method != "tlvfc-cross")
            strategy.crossover = CrossoverKind::Off;
        return strategy;
    }
    std::string choices;
    for (const auto &info : methods())
        choices += (choices.empty() ? "" : ", ") + info.name;
    throw_unknown_option("method", method, choices);
}

void throw_unknown_option(std::string_view option, std::string_view name,
                          const std::string &choices)
{
    throw invalid_request("unknown value '" + std::string(name) + "'",
                          "option " + std::string(option), "choose one of " + choices);
}

namespace {

template <typename Enum>
void require_available(Enum value, const std::string &option)
{
    for (const auto &entry : option_values<Enum>()) {
        if (entry.value == value && !entry.available)
            throw invalid_request("'" + std::string(entry.name) + "' is not in this version",
                                  "option " + option, "choose another value");
    }
}

} // namespace

bool Strategy::transfers() const
{
    return conv == ConvMethod::Clip || conv == ConvMethod::Variance || fc != FcMethod::Default;
}

void Strategy::validate() const
{
    require_available(standardization, "standardization");
    require_available(matching, "matching");
    require_available(conv, "conv");
    require_available(fc, "fc");
    if (!(crossover_rate >= 0.0 && crossover_rate <= 1.0))
        throw invalid_request("the crossover rate " + std::to_string(crossover_rate) +
                                  " is no probability",
                              "option crossover-rate", "give a number from 0 to 1");
}

Json to_json(const Strategy &strategy)
{
    Json locks = Json::array();
    for (const auto &lock : strategy.locks)
        locks.push_back({{"source", lock.source}, {"target", lock.target}});
    return {
        {"method", strategy.method},
        {"standardization", option_name(strategy.standardization)},
        {"matching", option_name(strategy.matching)},
        {"conv", option_name(strategy.conv)},
        {"fc", option_name(strategy.fc)},
        {"pad", option_name(strategy.pad)},
        {"pool", option_name(strategy.pool)},
        {"keep", option_name(strategy.keep)},
        {"remove", option_name(strategy.remove)},
        {"crossover", option_name(strategy.crossover)},
        {"crossover_rate", strategy.crossover_rate},
        {"locks", locks},
    };
}

Strategy strategy_from_json(const Json &json, const std::string &where)
{
    auto strategy = preset(json_value<std::string>(json, "method", "tlvfc", where));
    const auto read = [&]<typename Enum>(const char *key, Enum &value) {
        value = option_from_name<Enum>(
            key, json_value<std::string>(json, key, std::string(option_name(value)), where));
    };
    read("standardization", strategy.standardization);
    read("matching", strategy.matching);
    read("conv", strategy.conv);
    read("fc", strategy.fc);
    read("pad", strategy.pad);
    read("pool", strategy.pool);
    read("keep", strategy.keep);
    read("remove", strategy.remove);
    read("crossover", strategy.crossover);
    strategy.crossover_rate = json_value(json, "crossover_rate", strategy.crossover_rate, where);
    const auto locks = json.find("locks");
    for (const auto &lock : locks == json.end() ? Json::array() : *locks) {
        strategy.locks.push_back({json_value<std::string>(lock, "source", "", where),
                                  json_value<std::string>(lock, "target", "", where)});
    }
    return strategy;
}

} // namespace tlvfc
