// Curves as QCustomPlot's graphs. Includes qcustomplot.h: for this room only.
#pragma once

#include "ui/plots/curve_series.h"

#include <qcustomplot.h>

namespace tlvfc::ui {

/// Draws a list of series into a plot; the layer "marks" has to be there.
class CurveDrawing
{
public:
    /// @param factor  what values are multiplied by
    /// @param thickness  of lines and marks, beside the usual
    CurveDrawing(QCustomPlot *plot, double factor, double thickness);

    /// Replaces all graphs.
    void draw(const QList<CurveSeries> &series, const QColor &paper);

private:
    void addBand(const CurveSeries &one);
    QCPGraph *addLine(const QList<QPointF> &points, const QPen &pen);
    void addCurve(const CurveSeries &one, const QColor &paper);
    void addMark(const QPointF &at, QCPScatterStyle::ScatterShape shape, const QPen &pen,
                 const QColor &fill, double size);

    QCustomPlot *plot_;
    double factor_;
    double thickness_;
    bool isFine_ = true;
};

} // namespace tlvfc::ui
