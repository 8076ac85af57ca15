// Two lists of layers aligned by dynamic programming (METHOD.md section 2).
#pragma once

#include "core/base/progress.h"
#include "core/transfer/standardization.h"
#include "core/transfer/strategy.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tlvfc {

/// How much alike two layers are in shape, 0 to 1: the product over their weights' dimensions of
/// min(x/y, y/x), and 0 for layers of different or unknown class.
double shape_score(const LayerRecord &source, const LayerRecord &target);

/// One cell of a score matrix and the step that gave it its value.
struct AlignmentCell
{
    enum class Step : std::uint8_t {
        Start,      ///< an edge: one of the lists is still empty
        SkipTarget, ///< the target item stays unmatched
        SkipSource, ///< the source item is passed by
        Serve,      ///< the source item serves the targets since the cell before
    };
    double score = 0.0;
    Step step = Step::Start;
    std::int32_t target = 0; ///< the cell before on the way here
    std::int32_t source = 0;
};

/// A score matrix: the cell (t, s) holds the best alignment of the first t targets with the first
/// s sources, and row and column 0 are its edges.
struct AlignmentTable
{
    std::size_t targets = 0;
    std::size_t sources = 0;
    std::vector<AlignmentCell> cells; ///< (targets+1)×(sources+1), row-major

    const AlignmentCell &at(std::size_t target, std::size_t source) const
    {
        return cells[target * (sources + 1) + source];
    }
    double score() const { return cells.back().score; }

    /// The cells (target, source) of the way back, from the last cell to an edge.
    std::vector<std::pair<std::size_t, std::size_t>> trace_back() const;
};

/// An entry of a matching. One side may be missing; two matched blocks hold entries themselves.
struct MatchEntry
{
    std::optional<LayerItem> source;
    std::optional<LayerItem> target;
    std::optional<double> score; ///< of the two, where both are there
    std::string reason;          ///< for people: why these two, or why none
    std::vector<MatchEntry> inside;
};

/// Aligns lists of two networks; keeps the scores of block pairs, so that each is worked out once.
/// The items handed in must outlive it. Every call throws Error (Interrupted) when stopped.
class Aligner
{
public:
    Aligner(const Architecture &source, const Architecture &target, std::stop_token stop = {})
        : source_(source)
        , target_(target)
        , stop_(std::move(stop))
    {
    }

    /// Of two layers or two blocks; 0 for a layer and a block.
    double score(const LayerItem &source, const LayerItem &target);

    /// DPIAT's alignment: one source may serve several targets in a row.
    AlignmentTable align(const LayerItems &sources, const LayerItems &targets);
    std::vector<MatchEntry> match(const LayerItems &sources, const LayerItems &targets);

    /// The alignment of flat lists, `dp-flat`: order may be broken, at a price.
    AlignmentTable align_flat(const LayerItems &sources, const LayerItems &targets);
    std::vector<MatchEntry> match_flat(const LayerItems &sources, const LayerItems &targets);

private:
    std::vector<double> scores(const LayerItems &sources, const LayerItems &targets);

    const Architecture &source_;
    const Architecture &target_;
    std::stop_token stop_;
    std::map<std::pair<const LayerItem *, const LayerItem *>, double> block_scores_;
};

/// dp(source, target) / dp(target, target), DPIAT's measure of how well the target is covered;
/// 0 where the target has no layers that could be matched.
double similarity(const Architecture &source, const Architecture &target,
                  Standardization standardization = Standardization::Blocks,
                  std::stop_token stop = {});

} // namespace tlvfc
