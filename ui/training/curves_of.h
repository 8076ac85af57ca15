// A run, or the mean of its seeds, as the series of a plot.
#pragma once

#include "ui/training/curve_quantity.h"
#include "ui/training/seed_mean.h"

namespace tlvfc::ui {

struct CurveLook
{
    CurvePlot::Along along = CurvePlot::Along::Epochs;
    double smoothing = 0.0; ///< weight of what came before, see smoothed()
    bool hasSides = true;   ///< training's lines beside validation's
    bool isSingle = false;  ///< one of those that a mean is shown of: its strong line alone, pale
};

/// What the person judges by stands as "ID/val", training beside it as "ID/train" and "ID/clean".
/// Smoothing works on the points themselves, whatever part of them is looked at.
QList<CurveSeries> curvesOf(const ShownRun &run, const QuantityInfo &quantity,
                            const CurveLook &look);

/// The same with a band of one standard deviation around the strong line.
QList<CurveSeries> curvesOf(const SeedMean &mean, const QuantityInfo &quantity,
                            const CurveLook &look);

/// The series that stand for one run.
inline QString validationId(const QString &run) { return run + QStringLiteral("/val"); }
inline QString cleanId(const QString &run) { return run + QStringLiteral("/clean"); }
inline QString trainingId(const QString &run) { return run + QStringLiteral("/train"); }

} // namespace tlvfc::ui
