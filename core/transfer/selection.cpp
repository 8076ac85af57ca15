#include "core/transfer/selection.h"

#include "core/transfer/variance.h"

namespace tlvfc {

namespace {

/// Round(i·(candidates - 1)/(count - 1)), halves to even as torch.round: from the first channel to
/// the last. After Xu et al., "Initializing Models with Larger Ones" (ICLR 2024).
std::uint32_t evenly_spaced(std::int64_t i, std::int64_t candidates, std::int64_t count)
{
    if (count == 1)
        return 0;
    const auto product = i * (candidates - 1);
    const auto below = product / (count - 1);
    const auto twice_rest = 2 * (product % (count - 1));
    const bool up = twice_rest > count - 1 || (twice_rest == count - 1 && below % 2 != 0);
    return static_cast<std::uint32_t>(below + (up ? 1 : 0));
}

} // namespace

Measure measure_of(SelectionRule rule)
{
    switch (rule) {
    case SelectionRule::Random:
    case SelectionRule::Uniform:
        return Measure::None;
    case SelectionRule::L2:
        return Measure::Norm;
    case SelectionRule::InterLeaved:
    case SelectionRule::MaxVar:
    case SelectionRule::MinVar:
    case SelectionRule::TwoTailed:
    case SelectionRule::TwoTailedAny:
        break;
    }
    return Measure::Variance;
}

void measure_rows(Measure measure, std::span<const float> weights, std::span<float> values)
{
    if (measure == Measure::Norm)
        row_norms_into(values, weights);
    else
        row_variances_into(values, weights);
}

std::span<const std::uint32_t> Chooser::operator()(std::span<const float> values,
                                                   SelectionRule rule, std::int64_t candidates,
                                                   std::int64_t count)
{
    among_equals_ = false;
    if (rule == SelectionRule::Uniform) {
        chosen_.resize(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; ++i)
            chosen_[static_cast<std::size_t>(i)] = evenly_spaced(i, candidates, count);
        return chosen_;
    }
    const auto order = argsort_(values);
    among_equals_ = argsort_.all_equal();
    const auto n = static_cast<std::size_t>(count);
    const auto tails = [&](std::size_t low, std::size_t high) -> std::span<const std::uint32_t> {
        chosen_.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(low));
        chosen_.insert(chosen_.end(), order.end() - static_cast<std::ptrdiff_t>(high), order.end());
        return chosen_;
    };
    switch (rule) {
    case SelectionRule::MaxVar:
    case SelectionRule::L2:
        return order.last(n);
    case SelectionRule::MinVar:
        return order.first(n);
    case SelectionRule::TwoTailed:
        return n == 1 ? order.first(1) : tails(n / 2, n / 2);
    case SelectionRule::TwoTailedAny:
        return tails(n / 2, n - n / 2);
    case SelectionRule::InterLeaved: {
        const auto step = candidates / count;
        chosen_.clear();
        for (std::int64_t i = 1; i < candidates && std::ssize(chosen_) < count; i += step)
            chosen_.push_back(order[static_cast<std::size_t>(i)]);
        return chosen_;
    }
    case SelectionRule::Uniform:
    case SelectionRule::Random:
        break;
    }
    return {};
}

std::vector<std::int64_t> choose(std::span<const float> values, SelectionRule rule,
                                 std::int64_t count, Generator &generator)
{
    const auto size = std::ssize(values);
    if (rule == SelectionRule::Random)
        return generator.randint(0, size - 1, count);
    Chooser chooser;
    const auto chosen = chooser(values, rule, size, count);
    return {chosen.begin(), chosen.end()};
}

void skip_choice(SelectionRule rule, std::int64_t candidates, std::int64_t count,
                 Generator &generator, std::int64_t times)
{
    if (rule == SelectionRule::Random)
        generator.skip_randint(0, candidates - 1, count * times);
}

std::int64_t chosen_count(SelectionRule rule, std::int64_t count)
{
    if (rule == SelectionRule::TwoTailed && count > 1)
        return count / 2 * 2;
    return count;
}

} // namespace tlvfc
