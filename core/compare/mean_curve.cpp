#include "core/compare/mean_curve.h"

#include <cmath>
#include <map>

namespace tlvfc {

double cost_of(const MeanPoint &point, CostAxis axis)
{
    switch (axis) {
    case CostAxis::Epochs:
        break;
    case CostAxis::Minutes:
        return point.seconds / 60.0;
    case CostAxis::Compute:
        return point.training * 1e-12;
    case CostAxis::ComputeWithPretraining:
        return (point.training + point.pretraining) * 1e-12;
    }
    return point.epoch;
}

std::vector<MeanPoint> mean_curve(const Cell &cell)
{
    struct Values
    {
        std::vector<double> accuracies;
        double seconds = 0.0; ///< sums over the seeds, as the others
        double training = 0.0;
        double pretraining = 0.0;
    };
    std::map<int, Values> by_epoch;
    for (const auto *run : cell.runs) {
        for (const auto &point : run->points) {
            if (!std::isfinite(point.val_accuracy))
                continue;
            auto &values = by_epoch[point.epoch];
            values.accuracies.push_back(point.val_accuracy);
            values.seconds += point.elapsed_s;
            // Epochs are alike.
            values.training += run->cost.training() * point.epoch / run->points.back().epoch;
            values.pretraining += run->cost.pretraining;
        }
    }
    std::vector<MeanPoint> curve;
    for (const auto &[epoch, values] : by_epoch) {
        const auto seeds = static_cast<double>(values.accuracies.size());
        curve.push_back({epoch, summarize(values.accuracies), values.seconds / seeds,
                         values.training / seeds, values.pretraining / seeds});
    }
    return curve;
}

} // namespace tlvfc
