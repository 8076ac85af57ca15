// A setting's methods as curves: the mean over the seeds and how far they spread.
#pragma once

#include "core/compare/mean_curve.h"
#include "ui/plots/curve_plot.h"

#include <QList>

namespace tlvfc::ui {

/// Validation accuracy over the axis, of the seeds that have the epoch; the band is one standard
/// deviation, where two have it. Methods whose cost is not known are left out.
QList<CurveSeries> meanCurves(const Comparison &comparison, const Setting &setting, CostAxis axis);

CurvePlot::Along alongOf(CostAxis axis);

} // namespace tlvfc::ui
