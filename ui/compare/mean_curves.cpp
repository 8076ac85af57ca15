#include "ui/compare/mean_curves.h"

#include "core/compare/mean_curve.h"
#include "ui/compare/comparison_model.h"

namespace tlvfc::ui {

QList<CurveSeries> meanCurves(const Comparison &comparison, const Setting &setting)
{
    QList<CurveSeries> curves;
    for (std::size_t i = 0; i < setting.cells.size(); ++i) {
        const auto points = mean_curve(setting.cells[i]);
        if (points.empty())
            continue;
        CurveSeries series;
        series.id = series.name = QString::fromStdString(comparison.methods[i]);
        series.color = methodColor(comparison, i);
        series.dashes = methodDashes(comparison, i);
        for (const auto &point : points) {
            const auto &a = point.accuracy;
            series.points.append({double(point.epoch), a.mean});
            series.band.append({a.mean - a.deviation, a.mean + a.deviation}); // or NaN
        }
        curves.append(series);
    }
    return curves;
}

} // namespace tlvfc::ui
