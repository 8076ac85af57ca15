// An alignment told in full: what every cell of its table could have become, and what it became.
#pragma once

#include "core/transfer/alignment.h"

namespace tlvfc {

/// A score matrix with the scores that it was filled from. Items are numbered from 0, cells by how
/// many targets and sources they have seen.
struct AlignmentStory
{
    Matching matching = Matching::Dp;
    AlignmentTable table;
    std::vector<double> scores; ///< of each target with each source, targets×sources, row-major

    double score(std::size_t target, std::size_t source) const
    {
        return scores[target * table.sources + source];
    }
};

/// What a cell is chosen from (METHOD.md section 2).
struct CellCandidates
{
    /// The source serves the targets since the cell before; the best of all cells before.
    struct Serve
    {
        double value = 0.0;     ///< before + gain + penalty
        std::size_t target = 0; ///< the cell before
        std::size_t source = 0;
        double before = 0.0;  ///< its score
        double gain = 0.0;    ///< the pairs' scores, added up, over the root of their number
        double penalty = 0.0; ///< of broken order, `dp-flat` alone; never above 0
    };
    double skip_target = 0.0;
    double skip_source = 0.0;
    Serve serve;
    AlignmentCell::Step winner = AlignmentCell::Step::Start;
};

/// The alignment behind a group, or behind two matched blocks' items.
/// @throws Error (InvalidRequest) for index matching, which has none, (Interrupted) when stopped.
AlignmentStory tell_alignment(const Architecture &source, const Architecture &target,
                              const LayerItems &sources, const LayerItems &targets,
                              Matching matching, std::stop_token stop = {});

/// @pre target and source are not 0: an edge has nothing to choose.
CellCandidates candidates_at(const AlignmentStory &story, std::size_t target, std::size_t source);

} // namespace tlvfc
