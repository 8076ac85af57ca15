// Smoothing of a curve's values.
#pragma once

#include <QList>

namespace tlvfc::ui {

/// The exponential moving average of the values so far, with `weight` (from 0 to below 1) for what
/// came before, divided by 1 - weightⁿ so that its start is not drawn to zero (Kingma & Ba 2015,
/// section 3). Weight 0 gives the values themselves. A value that is no finite number stays as it
/// is and does not count.
QList<double> smoothed(const QList<double> &values, double weight);

} // namespace tlvfc::ui
