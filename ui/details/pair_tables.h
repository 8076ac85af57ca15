// What the details of a layer show, as tables.
#pragma once

#include "ui/details/pair_facts.h"
#include "ui/theme/table_file.h"

namespace tlvfc::ui {

/// The weights' distribution of any layer; of one that took kernels over, both sides' filters with
/// their variances, and where each finished kernel comes from.
QList<Table> pairTables(const PairFacts &facts);

} // namespace tlvfc::ui
