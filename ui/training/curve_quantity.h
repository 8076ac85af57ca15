// What of an epoch a plot shows, and along what.
#pragma once

#include "ui/plots/curve_plot.h"
#include "ui/training/shown_run.h"

namespace tlvfc::ui {

enum class Quantity {
    Accuracy,
    Loss,
    Top5,
    WorstClass,
    LearningRate,
    Throughput,
    GradientNorm,
    Memory
};

struct QuantityLine
{
    CurveSeries::Line line;
    double (*value)(const EpochPoint &);
};

struct QuantityInfo
{
    Quantity quantity;
    QString title;
    CurvePlot::Values values;
    QList<QuantityLine> lines; ///< the strong one last: it is drawn above
};

/// All of them, in the order of the enumerators.
const QList<QuantityInfo> &quantities();

/// Where each of the run's points stands. Never falling: a clock that was set back, or an epoch
/// that a resumed run told once more, does not lead the curve back. Empty where the run's log does
/// not say how many steps or images an epoch has.
QList<double> placesOf(const ShownRun &run, CurvePlot::Along along);

} // namespace tlvfc::ui
