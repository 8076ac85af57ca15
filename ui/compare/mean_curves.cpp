#include "ui/compare/mean_curves.h"

#include "ui/compare/comparison_model.h"

#include <cmath>

namespace tlvfc::ui {

QList<CurveSeries> meanCurves(const Comparison &comparison, const Setting &setting, CostAxis axis)
{
    QList<CurveSeries> curves;
    for (std::size_t i = 0; i < setting.cells.size(); ++i) {
        auto points = mean_curve(setting.cells[i]);
        std::erase_if(points, [axis](const auto &p) { return std::isnan(cost_of(p, axis)); });
        if (points.empty())
            continue;
        CurveSeries series;
        series.id = series.name = QString::fromStdString(comparison.methods[i]);
        series.color = methodColor(comparison, i);
        series.dashes = methodDashes(comparison, i);
        for (const auto &point : points) {
            const auto &a = point.accuracy;
            series.points.append({cost_of(point, axis), a.mean});
            series.band.append({a.mean - a.deviation, a.mean + a.deviation}); // or NaN
        }
        curves.append(series);
    }
    return curves;
}

CurvePlot::Along alongOf(CostAxis axis)
{
    switch (axis) {
    case CostAxis::Epochs:
        break;
    case CostAxis::Minutes:
        return CurvePlot::Along::Minutes;
    case CostAxis::Compute:
    case CostAxis::ComputeWithPretraining:
        return CurvePlot::Along::Compute;
    }
    return CurvePlot::Along::Epochs;
}

} // namespace tlvfc::ui
