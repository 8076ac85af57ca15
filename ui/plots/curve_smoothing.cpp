#include "ui/plots/curve_smoothing.h"

#include <cmath>

namespace tlvfc::ui {

QList<double> smoothed(const QList<double> &values, double weight)
{
    QList<double> result;
    result.reserve(values.size());
    double average = 0.0;
    double share = 0.0; // of all values so far in the average: 1 - weightⁿ
    for (const double value : values) {
        if (!std::isfinite(value)) {
            result.append(value);
            continue;
        }
        average = weight * average + (1.0 - weight) * value;
        share = weight * share + (1.0 - weight);
        result.append(average / share);
    }
    return result;
}

} // namespace tlvfc::ui
