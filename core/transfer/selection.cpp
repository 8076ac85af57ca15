#include "core/transfer/selection.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

std::vector<std::int64_t> argsort(std::span<const float> values)
{
    // (value, index) pairs in std::sort: the element size and the moves decide how ties fall.
    struct Entry
    {
        float value;
        std::int64_t index;
    };
    std::vector<Entry> entries(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        entries[i] = {values[i], static_cast<std::int64_t>(i)};
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return (!std::isnan(a.value) && std::isnan(b.value)) || a.value < b.value;
    });
    std::vector<std::int64_t> order(values.size());
    std::ranges::transform(entries, order.begin(), &Entry::index);
    return order;
}

std::vector<std::int64_t> choose(std::span<const float> variances, SelectionRule rule,
                                 std::int64_t count, Generator &generator)
{
    const auto size = std::ssize(variances);
    if (rule == SelectionRule::Random)
        return generator.randint(0, size - 1, count);
    const auto order = argsort(variances);
    switch (rule) {
    case SelectionRule::MaxVar:
        return {order.end() - count, order.end()};
    case SelectionRule::MinVar:
        return {order.begin(), order.begin() + count};
    case SelectionRule::TwoTailed: {
        if (count == 1)
            return {order.front()};
        std::vector<std::int64_t> chosen(order.begin(), order.begin() + count / 2);
        chosen.insert(chosen.end(), order.end() - count / 2, order.end());
        return chosen;
    }
    case SelectionRule::InterLeaved: {
        const auto step = size / count;
        std::vector<std::int64_t> chosen;
        for (std::int64_t i = 1; i < size && std::ssize(chosen) < count; i += step)
            chosen.push_back(order[static_cast<std::size_t>(i)]);
        return chosen;
    }
    case SelectionRule::Random:
        break;
    }
    return {};
}

void skip_choice(SelectionRule rule, std::int64_t candidates, std::int64_t count,
                 Generator &generator)
{
    if (rule == SelectionRule::Random)
        generator.randint(0, candidates - 1, count);
}

std::int64_t chosen_count(SelectionRule rule, std::int64_t count)
{
    if (rule == SelectionRule::TwoTailed && count > 1)
        return count / 2 * 2;
    return count;
}

} // namespace tlvfc
