// How the curves along the depth are told apart: by their line and the shape of their points.
#pragma once

#include "ui/plots/depth_plot.h"

#include <QPen>
#include <qcustomplot.h>

namespace tlvfc::ui {

QCPScatterStyle shapePoint(const DepthCurve &curve, const QColor &paper, double scale);
QPen shapeLine(const DepthCurve &curve, double scale);

} // namespace tlvfc::ui
