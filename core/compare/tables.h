// A comparison in the forms that people and programs read. Every form takes its numbers from the
// same functions, so that they agree to the last digit.
#pragma once

#include "core/compare/comparison.h"

#include <string>

namespace tlvfc {

/// "77.24", in percent; "–" where it is not known.
std::string percent_text(double share);
/// "77.24 ± 0.31", or without the deviation where one run gives none.
std::string accuracy_text(const Summary &accuracy);
/// "+0.89 [+0.12, +1.66]", in percentage points.
std::string difference_text(const Summary &difference);
/// "[-0.31, +1.02]", in percentage points; nothing for none.
std::string interval_text(const std::optional<Interval> &interval);
/// "12.3", in 10¹² multiply-adds; "–" where it is not known.
std::string compute_text(double multiply_adds);
/// "0.0625", "< 0.001".
std::string p_text(double p);

/// For a terminal: a table for each setting, its warnings below it, the notes at the end.
std::string to_text(const Comparison &comparison);

/// A line for each method in each setting, numbers in full.
std::string to_csv(const Comparison &comparison);

/// A line for each epoch of every run, uncut.
std::string points_csv(const Comparison &comparison);

/// A booktabs table, methods × settings, mean ± deviation with n.
std::string to_latex(const Comparison &comparison);

Json to_json(const Comparison &comparison);

} // namespace tlvfc
