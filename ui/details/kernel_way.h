// The way of a single kernel through a transfer, in words and in both directions.
#pragma once

#include "ui/details/pair_facts.h"

#include <QString>

namespace tlvfc::ui {

/// Line by line how a finished kernel came to its place: resized, chosen, put over one of the
/// target's, shuffled. Begins with originText().
QString wayText(const PairFacts &facts, KernelPlace finished);

/// Where a kernel of the source stands in the finished layer, or where its way ended.
QString fateText(const PairFacts &facts, KernelPlace source);

} // namespace tlvfc::ui
