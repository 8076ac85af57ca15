#include "core/transfer/strategy.h"

#include "core/base/error.h"

namespace tlvfc {

bool Strategy::transfers() const
{
    return conv == ConvMethod::Clip || conv == ConvMethod::Variance || fc != FcMethod::Default;
}

bool Strategy::crosses() const
{
    return crossover != CrossoverKind::Off && fill != CrossoverFill::Zero;
}

void Strategy::validate() const
{
    if (matching == Matching::DpFlat && standardization == Standardization::Blocks)
        throw invalid_request("dp-flat aligns flat lists and knows no blocks", "option matching",
                              "choose the standardization flatten, or the matching dp");
    const bool on_source =
        control == Control::UntrainedSource || control == Control::ShuffledSource;
    if ((on_source && !needs_source()) || (control == Control::NormOnly && !transfers()))
        throw invalid_request("the control '" + std::string(option_name(control)) +
                                  "' changes nothing, since nothing comes from a source",
                              "option control", "choose none, or another method");
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
        {"crossover_fill", option_name(strategy.fill)},
        {"control", option_name(strategy.control)},
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
    read("crossover_fill", strategy.fill);
    read("control", strategy.control);
    strategy.crossover_rate = json_value(json, "crossover_rate", strategy.crossover_rate, where);
    const auto locks = json.find("locks");
    for (const auto &lock : locks == json.end() ? Json::array() : *locks) {
        strategy.locks.push_back({json_value<std::string>(lock, "source", "", where),
                                  json_value<std::string>(lock, "target", "", where)});
    }
    return strategy;
}

} // namespace tlvfc
