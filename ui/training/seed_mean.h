// Seeds of one setting as a mean: a run of its own, beside how far the seeds spread.
#pragma once

#include "ui/training/shown_run.h"

namespace tlvfc::ui {

struct SeedMean
{
    /// Each epoch's mean over the seeds that have it, of each number over those that measured it.
    ShownRun run;
    /// Of the sample, n - 1 in the denominator; NaN where fewer than two seeds have the number.
    QList<EpochPoint> deviation;
    QList<int> members; ///< numbers of the runs in the list that was given
};

/// In the order of each setting's first run; of the color of that run. The runs themselves stay as
/// they are.
QList<SeedMean> meansOverSeeds(const QList<ShownRun> &runs);

} // namespace tlvfc::ui
