// What the details of a layer say, in sentences.
#pragma once

#include "ui/details/pair_facts.h"

#include <QString>

namespace tlvfc::ui {

/// "64×3×3×3", from Tensor's own words.
QString shapeText(const Shape &shape);

/// "512×256×3×3 → 64×64×3×3 · score 0.03"; one shape where none serves it.
QString shapesText(const TransferPlan &plan, const LayerPlan &layer);

/// Why this source, what happens and under which control, one sentence after the other, each ended
/// by a full stop.
QString caseText(const TransferPlan &plan, const LayerPlan &layer);

/// How many kernels come from where, and how many different ones survive.
QString sharesText(const PairFacts &facts);

/// What to keep in mind about the variances, empty where there is nothing: kernels of one weight
/// have none.
QString varianceNote(const PairFacts &facts);

/// "12, 40 and 3 more".
QString numbersText(const std::vector<int> &numbers);

QString originText(const PairFacts &facts, KernelPlace finished);

/// Whole numbers with separators between the thousands.
QString countText(std::int64_t count);

} // namespace tlvfc::ui
