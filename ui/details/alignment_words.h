// An alignment in sentences: what is aligned, and why a cell holds what it holds.
#pragma once

#include "core/transfer/alignment_story.h"
#include "core/transfer/plan.h"

#include <QString>

#include <utility>

namespace tlvfc::ui {

/// Two lists whose alignment can be looked at: a plan's group, or what two blocks hold.
struct AlignmentLevel
{
    QString title; ///< "Conv2d", "layer1.0 ← features"
    LayerItems sources;
    LayerItems targets;
};

/// A layer's path; of a block what its layers' paths have in common.
QString itemName(const Architecture &architecture, const LayerItem &item);

/// The same with what it is: "64×3×3×3", "3 layers".
QString itemText(const Architecture &architecture, const LayerItem &item);

/// How index matching comes to its pairs, with the numbers of this target layer where it takes
/// part: METHOD.md section 2. @pre the plan's matching is by index.
QString indexText(const TransferPlan &plan, LayerId target);

/// What the story's cell means, its three candidates with their numbers, the winner first told
/// apart; as rich text. `target` and `source` count what the cell has seen.
QString cellText(const TransferPlan &plan, const AlignmentLevel &level, const AlignmentStory &story,
                 std::size_t target, std::size_t source);

/// What a step of the way back does, from one cell to the cell before.
QString stepBackText(const TransferPlan &plan, const AlignmentLevel &level,
                     std::pair<std::size_t, std::size_t> from,
                     std::pair<std::size_t, std::size_t> to);

} // namespace tlvfc::ui
