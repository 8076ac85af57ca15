// What a person chooses about a transfer (METHOD.md sections 1-4 and 6).
#pragma once

#include "core/base/json.h"
#include "core/base/option_values.h"

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
enum class SelectionRule {
    InterLeaved,
    Random,
    MaxVar,
    MinVar,
    TwoTailed,
    TwoTailedAny, ///< our own, as the two below: any count, the odd one goes to the largest
    Uniform,
    L2,
};
enum class CrossoverKind {
    Off,
    Mask,    ///< every column is replaced with probability p
    Columns, ///< int(L·p) column numbers are drawn, with repeats
};

/// What stands in a replaced column; all but Source are controls that tell what crossover's effect
/// is owed to.
enum class CrossoverFill {
    Source,   ///< the source's features of the same image
    Permuted, ///< the source's features of another image of the batch
    Noise,    ///< normal noise with the mean and deviation of the source's features
    Zero,     ///< nothing: plain dropout of whole columns, without rescaling
};

/// What a method's effect is compared with.
enum class Control {
    None,
    UntrainedSource, ///< the source as newly initialized
    ShuffledSource,  ///< every tensor of the source with its own values in random order
    NormOnly,        ///< the target's own weights, rescaled to the norm that the transfer gives
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
    CrossoverFill fill = CrossoverFill::Source;
    Control control = Control::None;
    std::vector<LayerLock> locks;

    /// Whether weights of a source are used at all.
    bool transfers() const;
    /// Whether training looks at the source's features.
    bool crosses() const;
    bool needs_source() const { return transfers() || crosses(); }

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;

    friend bool operator==(const Strategy &, const Strategy &) = default;
};

/// A preset: a method of METHOD.md section 6, or one to compare it with.
struct MethodInfo
{
    enum class Group {
        Published, ///< rows of METHOD.md's table, and Glorot beside He
        Crossed,   ///< the rest of convolution × fully connected × crossover
        Control,   ///< what is left of a method when one of its causes is taken away
    };
    std::string name;    ///< as on the command line: "tlvfc-base"
    std::string title;   ///< for people: "TLVFC-base"
    std::string summary; ///< one line
    Group group = Group::Published;
};

const std::vector<MethodInfo> &methods();

/// @throws Error (InvalidRequest) for an unknown name.
Strategy preset(std::string_view method);

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
template <>
const std::vector<OptionValue<CrossoverFill>> &option_values();
template <>
const std::vector<OptionValue<Control>> &option_values();

Json to_json(const Strategy &strategy);

/// Keys that are absent take the method's preset. @throws Error naming the key and `where`.
Strategy strategy_from_json(const Json &json, const std::string &where);

} // namespace tlvfc
