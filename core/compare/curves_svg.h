// Accuracy over what it cost as a picture that needs no program to be seen.
#pragma once

#include "core/compare/mean_curve.h"
#include "core/compare/method_look.h"

#include <string>

namespace tlvfc {

/// An svg element: each method's mean validation accuracy over the seeds that have the epoch, with
/// a band of one standard deviation where two or more have it. Colors are told by the method, not
/// by what else is shown, and lines by their dashes as well. Left out is whose cost is not known.
std::string curves_svg(const Comparison &comparison, const Setting &setting,
                       CostAxis axis = CostAxis::Epochs);

/// A line's color as "#0072b2" and its stroke-dasharray, "" for none.
std::string svg_color(const MethodLook &look);
std::string svg_dashes(const MethodLook &look);

} // namespace tlvfc
