#include "core/transfer/alignment.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

namespace {

using Step = AlignmentCell::Step;

AlignmentCell skip_target(const AlignmentTable &table, std::size_t i, std::size_t j)
{
    return {table.at(i - 1, j).score, Step::SkipTarget, static_cast<std::int32_t>(i) - 1,
            static_cast<std::int32_t>(j)};
}

AlignmentCell skip_source(const AlignmentTable &table, std::size_t i, std::size_t j)
{
    return {table.at(i, j - 1).score, Step::SkipSource, static_cast<std::int32_t>(i),
            static_cast<std::int32_t>(j) - 1};
}

/// The second where it is no worse, as ties fall in the published program.
AlignmentCell better(const AlignmentCell &first, const AlignmentCell &second)
{
    return first.score > second.score ? first : second;
}

/// best(table, i, j): the cell (i, j), from those above and left of it.
template <typename Best>
AlignmentTable filled_table(const LayerItems &sources, const LayerItems &targets,
                            const std::stop_token &stop, const Best &best)
{
    AlignmentTable table;
    table.targets = targets.size();
    table.sources = sources.size();
    table.cells.resize((targets.size() + 1) * (sources.size() + 1));
    for (std::size_t i = 1; i <= targets.size(); ++i) {
        throw_if_stopped(stop);
        for (std::size_t j = 1; j <= sources.size(); ++j)
            table.cells[i * (sources.size() + 1) + j] = best(table, i, j);
    }
    return table;
}

/// What the price of going from source k to source j is, with x = k - j.
double penalty(std::ptrdiff_t x) { return x >= 0 ? -static_cast<double>(x + 1) / 2.0 : 0.0; }

MatchEntry unmatched_source(const LayerItem &item) { return {item, {}, {}, {}, {}}; }

MatchEntry unmatched_target(const LayerItem &item) { return {{}, item, {}, {}, {}}; }

} // namespace

double shape_score(const LayerRecord &source, const LayerRecord &target)
{
    const bool known = is_dimensional(source.kind) || is_batch_norm(source.kind);
    if (!known || source.kind != target.kind || !source.weight_shape || !target.weight_shape)
        return 0.0;
    const auto &from = *source.weight_shape;
    const auto &to = *target.weight_shape;
    double score = 1.0;
    for (std::size_t d = 0; d < std::min(from.size(), to.size()); ++d) {
        const auto x = static_cast<double>(from[d]);
        const auto y = static_cast<double>(to[d]);
        score *= std::min(x / y, y / x);
    }
    return score;
}

std::vector<std::pair<std::size_t, std::size_t>> AlignmentTable::trace_back() const
{
    std::vector<std::pair<std::size_t, std::size_t>> path{{targets, sources}};
    while (path.back().first > 0 && path.back().second > 0) {
        const auto &cell = at(path.back().first, path.back().second);
        path.emplace_back(cell.target, cell.source);
    }
    return path;
}

double Aligner::score(const LayerItem &source, const LayerItem &target)
{
    if (source.is_block() != target.is_block())
        return 0.0;
    if (!source.is_block())
        return shape_score(source_.layer(source.layer), target_.layer(target.layer));
    const auto known = block_scores_.find({&source, &target});
    if (known != block_scores_.end())
        return known->second;
    const double value = align(source.items, target.items).score();
    block_scores_[{&source, &target}] = value;
    return value;
}

/// targets×sources, row-major.
std::vector<double> Aligner::scores(const LayerItems &sources, const LayerItems &targets)
{
    std::vector<double> all;
    all.reserve(targets.size() * sources.size());
    for (const auto &target : targets) {
        for (const auto &source : sources)
            all.push_back(score(source, target));
    }
    return all;
}

AlignmentTable Aligner::align(const LayerItems &sources, const LayerItems &targets)
{
    const auto score_of = scores(sources, targets);
    return filled_table(
        sources, targets, stop_, [&](const AlignmentTable &table, std::size_t i, std::size_t j) {
            auto cell = better(skip_target(table, i, j), skip_source(table, i, j));
            double sum = 0.0;
            for (std::size_t k = i; k >= 1; --k) {
                sum += score_of[(k - 1) * sources.size() + (j - 1)];
                const double value =
                    sum / std::sqrt(static_cast<double>(i - k + 1)) + table.at(k - 1, j - 1).score;
                if (value > cell.score)
                    cell = {value, Step::Serve, static_cast<std::int32_t>(k) - 1,
                            static_cast<std::int32_t>(j) - 1};
            }
            return cell;
        });
}

std::vector<MatchEntry> Aligner::match(const LayerItems &sources, const LayerItems &targets)
{
    const auto path = align(sources, targets).trace_back();
    std::vector<MatchEntry> entries; // from the last to the first
    for (std::size_t at = 1; at < path.size(); ++at) {
        const auto [i, j] = path[at - 1];
        const auto [from_i, from_j] = path[at];
        const auto &source = sources[j - 1];
        if (from_j == j) {
            entries.push_back(unmatched_target(targets[i - 1]));
            continue;
        }
        bool serves = false;
        for (auto k = i; k > from_i; --k) {
            const auto &target = targets[k - 1];
            const double value = score(source, target);
            if (!(value > 0.0)) {
                entries.push_back(unmatched_target(target));
                continue;
            }
            serves = true;
            MatchEntry entry{source, target, value, {}, {}};
            if (source.is_block())
                entry.inside = match(source.items, target.items);
            entries.push_back(std::move(entry));
        }
        if (!serves)
            entries.push_back(unmatched_source(source));
    }
    for (auto i = path.back().first; i > 0; --i)
        entries.push_back(unmatched_target(targets[i - 1]));
    std::ranges::reverse(entries);
    return entries;
}

AlignmentTable Aligner::align_flat(const LayerItems &sources, const LayerItems &targets)
{
    const auto score_of = scores(sources, targets);
    return filled_table(sources, targets, stop_,
                        [&](const AlignmentTable &table, std::size_t i, std::size_t j) {
                            auto cell = better(skip_source(table, i, j), skip_target(table, i, j));
                            for (std::size_t k = 0; k <= sources.size(); ++k) {
                                const auto distance =
                                    static_cast<std::ptrdiff_t>(k) - static_cast<std::ptrdiff_t>(j);
                                const double value = table.at(i - 1, k).score +
                                                     score_of[(i - 1) * sources.size() + (j - 1)] +
                                                     penalty(distance);
                                if (value > cell.score)
                                    cell = {value, Step::Serve, static_cast<std::int32_t>(i) - 1,
                                            static_cast<std::int32_t>(k)};
                            }
                            return cell;
                        });
}

std::vector<MatchEntry> Aligner::match_flat(const LayerItems &sources, const LayerItems &targets)
{
    const auto table = align_flat(sources, targets);
    const auto path = table.trace_back();
    std::vector<MatchEntry> entries; // from the last to the first
    for (std::size_t at = 1; at < path.size(); ++at) {
        const auto [i, j] = path[at - 1];
        const auto [from_i, from_j] = path[at];
        if (from_i == i)
            entries.push_back(unmatched_source(sources[j - 1]));
        else if (table.at(from_i, from_j).score != table.at(i, j).score)
            entries.push_back(
                {sources[j - 1], targets[i - 1], score(sources[j - 1], targets[i - 1]), {}, {}});
        else
            entries.push_back(unmatched_target(targets[i - 1]));
    }
    for (auto i = path.back().first; i > 0; --i)
        entries.push_back(unmatched_target(targets[i - 1]));
    for (auto j = path.back().second; j > 0; --j)
        entries.push_back(unmatched_source(sources[j - 1]));
    std::ranges::reverse(entries);
    return entries;
}

double similarity(const Architecture &source, const Architecture &target,
                  Standardization standardization, std::stop_token stop)
{
    const auto list = [&](const Architecture &architecture) {
        return standardization == Standardization::Blocks ? blocks(architecture)
                                                          : as_items(flatten(architecture));
    };
    const auto from = list(source);
    const auto to = list(target);
    const double best = Aligner(target, target, stop).align(to, to).score();
    return best > 0.0 ? Aligner(source, target, stop).align(from, to).score() / best : 0.0;
}

} // namespace tlvfc
