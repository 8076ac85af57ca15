// A setting's methods as curves: the mean over the seeds and how far they spread.
#pragma once

#include "core/compare/comparison.h"
#include "ui/plots/curve_plot.h"

#include <QList>

namespace tlvfc::ui {

/// Validation accuracy by epoch, of the seeds that have the epoch; the band is one standard
/// deviation, where two have it.
QList<CurveSeries> meanCurves(const Comparison &comparison, const Setting &setting);

} // namespace tlvfc::ui
