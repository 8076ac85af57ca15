// What a curve plot draws now and where its cursor stands. Includes qcustomplot.h: for this room
// only.
#pragma once

#include "ui/plots/curve_plot.h"

#include <qcustomplot.h>

namespace tlvfc::ui {

struct CurvePlot::Private
{
    QCustomPlot *plot = nullptr;
    QCPTextElement *title = nullptr;
    QCPItemStraightLine *line = nullptr;
    QCPLayer *overlay = nullptr;
    CurveTip *tip = nullptr;
    QList<QCPGraph *> dots; ///< under the cursor
    QList<CurveSeries> series;
    Values values = Values::Plain;
    Along along = Along::Epochs;
    double expectedEnd = 0.0;
    std::optional<double> cursor;
    std::optional<QPoint> mouse;  ///< while it is over the axes
    bool followsKeyboard = false; ///< the cursor was moved by it
    bool isZoomed = false;        ///< by the person: the axes stay
    bool showsTitle = true;
    bool wantsRatios = false; ///< of plain values

    double factor() const { return values == Values::Percent ? 100.0 : 1.0; }
    bool isLogarithmic() const { return wantsRatios && values == Values::Plain; }
    /// What of the series the y axis has a place for.
    QList<CurveSeries> placed() const;
    double shown(double y) const { return factor() * y; }
    void addDots(const QColor &paper);
    void styleY();
    void fitAxes();
    void placeCursor();
    void placeTip(const QList<CurveReading> &readings);
    QString placeText() const;
};

} // namespace tlvfc::ui
