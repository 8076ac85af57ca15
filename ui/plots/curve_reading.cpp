#include "ui/plots/curve_reading.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

/// Half the way between neighboring points: how far from x a point may be to be read there.
double reach(const QList<QPointF> &points)
{
    if (points.size() < 2)
        return 0.5;
    return 0.51 * std::abs(points.last().x() - points.first().x()) /
           static_cast<double>(points.size() - 1);
}

} // namespace

std::optional<QPointF> readCurve(const CurveSeries &series, double x)
{
    std::optional<QPointF> best;
    for (const auto &point : series.points) {
        if (std::isfinite(point.y()) &&
            (!best || std::abs(point.x() - x) < std::abs(best->x() - x)))
            best = point;
    }
    return best && std::abs(best->x() - x) <= reach(series.points) ? best : std::nullopt;
}

QList<CurveReading> readCurves(const QList<CurveSeries> &series, double x, std::optional<double> y)
{
    QList<CurveReading> readings;
    for (qsizetype i = 0; i < series.size(); ++i) {
        if (series[i].line != CurveSeries::Line::Strong)
            continue;
        if (const auto point = readCurve(series[i], x))
            readings.append({i, *point});
    }
    std::stable_sort(readings.begin(), readings.end(), [y](const auto &a, const auto &b) {
        return y ? std::abs(a.point.y() - *y) < std::abs(b.point.y() - *y)
                 : a.point.y() > b.point.y();
    });
    return readings;
}

} // namespace tlvfc::ui
