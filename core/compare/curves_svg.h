// Accuracy over what it cost as a picture that needs no program to be seen.
#pragma once

#include "core/compare/mean_curve.h"

#include <string>

namespace tlvfc {

/// An svg element: each method's mean validation accuracy over the seeds that have the epoch, with
/// a band of one standard deviation where two or more have it. Colors are told by the method, not
/// by what else is shown, and lines by their dashes as well. Left out is whose cost is not known.
std::string curves_svg(const Comparison &comparison, const Setting &setting,
                       CostAxis axis = CostAxis::Epochs);

/// The method's color, "#0072b2", one of Okabe and Ito's; and its line's dashes, "" for none.
std::string method_color(const std::string &label);
std::string method_dashes(const std::string &label);

} // namespace tlvfc
