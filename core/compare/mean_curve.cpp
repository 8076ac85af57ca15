#include "core/compare/mean_curve.h"

#include <cmath>
#include <map>

namespace tlvfc {

std::vector<MeanPoint> mean_curve(const Cell &cell)
{
    std::map<int, std::vector<double>> by_epoch;
    for (const auto *run : cell.runs) {
        for (const auto &point : run->points) {
            if (std::isfinite(point.val_accuracy))
                by_epoch[point.epoch].push_back(point.val_accuracy);
        }
    }
    std::vector<MeanPoint> curve;
    for (const auto &[epoch, values] : by_epoch)
        curve.push_back({epoch, summarize(values)});
    return curve;
}

} // namespace tlvfc
