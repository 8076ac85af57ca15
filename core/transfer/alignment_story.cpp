#include "core/transfer/alignment_story.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>

namespace tlvfc {

namespace {

using Serve = CellCandidates::Serve;

void take_better(Serve &best, Serve other, double value)
{
    // As in the table: the first of equals stays, and the sum is taken in the table's order.
    if (!(value > best.value))
        return;
    best = other;
    best.value = value;
}

Serve best_in_a_row(const AlignmentStory &story, std::size_t target, std::size_t source)
{
    Serve best;
    best.value = -std::numeric_limits<double>::infinity();
    double sum = 0.0;
    for (auto first = target; first >= 1; --first) {
        sum += story.score(first - 1, source - 1);
        const double before = story.table.at(first - 1, source - 1).score;
        const double gain = sum / std::sqrt(static_cast<double>(target - first + 1));
        take_better(best, {0.0, first - 1, source - 1, before, gain, 0.0}, gain + before);
    }
    return best;
}

Serve best_in_any_order(const AlignmentStory &story, std::size_t target, std::size_t source)
{
    Serve best;
    best.value = -std::numeric_limits<double>::infinity();
    const double gain = story.score(target - 1, source - 1);
    for (std::size_t from = 0; from <= story.table.sources; ++from) {
        const double before = story.table.at(target - 1, from).score;
        const double penalty = from >= source ? -static_cast<double>(from - source + 1) / 2.0 : 0.0;
        take_better(best, {0.0, target - 1, from, before, gain, penalty}, before + gain + penalty);
    }
    return best;
}

} // namespace

AlignmentStory tell_alignment(const Architecture &source, const Architecture &target,
                              const LayerItems &sources, const LayerItems &targets,
                              Matching matching, std::stop_token stop)
{
    if (matching == Matching::Index)
        throw invalid_request("index matching has no score matrix", "option matching",
                              "choose dp or dp-flat");
    Aligner aligner(source, target, std::move(stop));
    AlignmentStory story;
    story.matching = matching;
    story.table = matching == Matching::Dp ? aligner.align(sources, targets)
                                           : aligner.align_flat(sources, targets);
    story.scores.reserve(sources.size() * targets.size());
    for (const auto &to : targets) {
        for (const auto &from : sources)
            story.scores.push_back(aligner.score(from, to));
    }
    return story;
}

CellCandidates candidates_at(const AlignmentStory &story, std::size_t target, std::size_t source)
{
    CellCandidates candidates;
    candidates.skip_target = story.table.at(target - 1, source).score;
    candidates.skip_source = story.table.at(target, source - 1).score;
    candidates.serve = story.matching == Matching::Dp ? best_in_a_row(story, target, source)
                                                      : best_in_any_order(story, target, source);
    candidates.winner = story.table.at(target, source).step;
    return candidates;
}

} // namespace tlvfc
