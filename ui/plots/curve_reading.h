// What curves say at one place.
#pragma once

#include "ui/plots/curve_series.h"

namespace tlvfc::ui {

struct CurveReading
{
    qsizetype series = 0; ///< its number in the list
    QPointF point;        ///< of the curve, the nearest to the place
};

/// The series' point nearest to x, where it has one within half a step of x.
std::optional<QPointF> readCurve(const CurveSeries &series, double x);

/// One reading of each series that has one at x; the nearest to y first, or without y the highest.
/// Dotted, faint and single lines go with another one and are left out.
QList<CurveReading> readCurves(const QList<CurveSeries> &series, double x, std::optional<double> y);

} // namespace tlvfc::ui
