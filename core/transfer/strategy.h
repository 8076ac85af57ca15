// What a person chooses about a transfer (METHOD.md sections 1-4 and 6).
#pragma once

#include "core/base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

enum class Standardization { Flatten, Blocks };
enum class Matching { Index, Dp, DpFlat };
enum class ConvMethod { He, Glorot, Clip, Variance };
enum class FcMethod { Default, Clip, Statistics };
enum class PadMethod { Zero, Init };
enum class PoolMethod { Average, Max };
enum class SelectionRule { InterLeaved, Random, MaxVar, MinVar, TwoTailed };
enum class CrossoverKind {
    Off,
    Mask,    ///< every column is replaced with probability p
    Columns, ///< int(L·p) column numbers are drawn, with repeats
};

/// A pair fixed by hand, whatever the matching says; by layer path.
struct LayerLock
{
    std::string source;
    std::string target;

    friend bool operator==(const LayerLock &, const LayerLock &) = default;
};

struct Strategy
{
    std::string method = "tlvfc"; ///< the preset it began as, for people and files
    Standardization standardization = Standardization::Flatten;
    Matching matching = Matching::Index;
    ConvMethod conv = ConvMethod::Variance;
    FcMethod fc = FcMethod::Statistics;
    PadMethod pad = PadMethod::Zero;
    PoolMethod pool = PoolMethod::Average;
    SelectionRule keep = SelectionRule::InterLeaved; ///< which source channels survive
    SelectionRule remove = SelectionRule::Random;    ///< which target channels are overwritten
    CrossoverKind crossover = CrossoverKind::Mask;   ///< in training only
    double crossover_rate = 0.1;
    std::vector<LayerLock> locks;

    /// Whether weights of a source are used at all.
    bool transfers() const;
    /// The same, or whether its features are, in training.
    bool needs_source() const { return transfers() || crossover != CrossoverKind::Off; }

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;

    friend bool operator==(const Strategy &, const Strategy &) = default;
};

/// A preset of METHOD.md section 6.
struct MethodInfo
{
    std::string name;    ///< as on the command line: "tlvfc-base"
    std::string title;   ///< for people: "TLVFC-base"
    std::string summary; ///< one line
    bool available = true;
};

const std::vector<MethodInfo> &methods();

/// @throws Error (InvalidRequest) for an unknown name or a method that this version lacks.
Strategy preset(std::string_view method);

/// An option's value as it is written on the command line and in files.
template <typename Enum>
struct OptionValue
{
    Enum value;
    std::string_view name;    ///< "interLeaved"
    std::string_view meaning; ///< one line for people
    bool available = true;
};

/// All values of an option, in the order in which they are offered.
template <typename Enum>
const std::vector<OptionValue<Enum>> &option_values();

template <>
const std::vector<OptionValue<Standardization>> &option_values();
template <>
const std::vector<OptionValue<Matching>> &option_values();
template <>
const std::vector<OptionValue<ConvMethod>> &option_values();
template <>
const std::vector<OptionValue<FcMethod>> &option_values();
template <>
const std::vector<OptionValue<PadMethod>> &option_values();
template <>
const std::vector<OptionValue<PoolMethod>> &option_values();
template <>
const std::vector<OptionValue<SelectionRule>> &option_values();
template <>
const std::vector<OptionValue<CrossoverKind>> &option_values();

[[noreturn]] void throw_unknown_option(std::string_view option, std::string_view name,
                                       const std::string &choices);

template <typename Enum>
std::string_view option_name(Enum value)
{
    for (const auto &entry : option_values<Enum>()) {
        if (entry.value == value)
            return entry.name;
    }
    return {};
}

/// @throws Error (InvalidRequest) that lists the choices; `option` is its name for people.
template <typename Enum>
Enum option_from_name(std::string_view option, std::string_view name)
{
    std::string choices;
    for (const auto &entry : option_values<Enum>()) {
        if (entry.name == name)
            return entry.value;
        choices += (choices.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw_unknown_option(option, name, choices);
}

Json to_json(const Strategy &strategy);

/// Keys that are absent take the method's preset. @throws Error naming the key and `where`.
Strategy strategy_from_json(const Json &json, const std::string &where);

} // namespace tlvfc
