// What a variance transfer does, and why it cannot be done, in words.
#include "core/transfer/variance_transfer.h"

#include "core/transfer/selection.h"
#include "core/transfer/strategy.h"

namespace tlvfc {

namespace {

std::string count_of(std::int64_t count, const std::string &noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string measured(SelectionRule rule)
{
    switch (measure_of(rule)) {
    case Measure::Variance:
        return " by variance ";
    case Measure::Norm:
        return " by norm ";
    case Measure::None:
        break;
    }
    return " ";
}

std::string by_rule(SelectionRule rule) { return "(" + std::string(option_name(rule)) + ")"; }

bool is_short_two_tailed(SelectionRule rule, std::int64_t count)
{
    return rule == SelectionRule::TwoTailed && count > 1 && count % 2 != 0;
}

std::string resize_words(std::int64_t k, std::int64_t q, const KernelResize &options)
{
    const auto sizes = std::to_string(k) + "×" + std::to_string(k) + "→" + std::to_string(q) + "×" +
                       std::to_string(q) + " kernels: ";
    if (k > q)
        return sizes + (options.pool == PoolMethod::Max ? "maximum" : "average") + " pooling; ";
    return sizes +
           (options.pad == PadMethod::Zero ? "zeros around; " : "He-normal values around; ");
}

} // namespace

std::string variance_transfer_obstacle(const Shape &source, const Shape &target,
                                       const VarianceOptions &options)
{
    if (source.size() != 4 || target.size() != 4)
        return "only two-dimensional convolutions are transferred by variance";
    const bool same_kernel = source[2] == target[2] && source[3] == target[3];
    if (!same_kernel && (source[2] != source[3] || target[2] != target[3]))
        return "kernels of " + std::to_string(source[2]) + "×" + std::to_string(source[3]) +
               " and " + std::to_string(target[2]) + "×" + std::to_string(target[3]) +
               " cannot be resized to each other, they are not square";
    if (element_count(source) == 0 || element_count(target) == 0)
        return "there is no kernel to choose from";
    for (const auto &[from, to, what] : {std::tuple{source[0], target[0], "filters"},
                                         std::tuple{source[1], target[1], "kernels"}}) {
        if (from > to && is_short_two_tailed(options.keep, to))
            return "option keep: twoTailed cannot keep an odd number of " + std::string(what) +
                   " (" + std::to_string(to) + ")";
    }
    return {};
}

bool variance_says_nothing(const Shape &source, const Shape &target, const VarianceOptions &options)
{
    if (target[2] * target[3] != 1 || source[1] == target[1])
        return false;
    return measure_of(source[1] > target[1] ? options.keep : options.remove) == Measure::Variance;
}

std::string describe_variance_transfer(const Shape &source, const Shape &target,
                                       const VarianceOptions &options)
{
    std::string text;
    if (source[3] != target[3])
        text += resize_words(source[3], target[3], options.resize);

    const auto So = source[0];
    const auto Si = source[1];
    const auto To = target[0];
    const auto Ti = target[1];
    const auto arrow = [](std::int64_t from, std::int64_t to) {
        return std::to_string(from) + "→" + std::to_string(to);
    };
    if (So > To)
        text += arrow(So, To) + " filters: keep " + std::to_string(To) + measured(options.keep) +
                by_rule(options.keep);
    else if (So < To)
        text += arrow(So, To) + " filters: overwrite " + std::to_string(So) + " of the target's " +
                (Si > Ti ? "redrawn " : "") + std::to_string(To) + " " + by_rule(options.remove);
    else
        text += count_of(So, "filter") + " each";

    if (Si > Ti)
        text += "; in each filter " + arrow(Si, Ti) + " kernels: keep " + std::to_string(Ti) + " " +
                by_rule(options.keep);
    else if (Si < Ti)
        text += "; in each filter " + arrow(Si, Ti) + " kernels: overwrite " + std::to_string(Si) +
                " of the target's " + std::to_string(Ti) + " " + by_rule(options.remove);
    else if (So == To)
        text += ": copy all " + count_of(Si, "kernel");
    text += "; then shuffle filters and kernels";
    if (variance_says_nothing(source, target, options))
        text += ". 1×1 kernels all have variance 0: their order is the sort's accident";
    return text;
}

} // namespace tlvfc
