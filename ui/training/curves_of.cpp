#include "ui/training/curves_of.h"

#include "ui/plots/curve_smoothing.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

using Line = CurveSeries::Line;

QString idOf(const QString &run, Line line)
{
    return line == Line::Faint    ? trainingId(run)
           : line == Line::Dotted ? cleanId(run)
                                  : validationId(run);
}

QList<QPointF> joined(const QList<double> &places, const QList<double> &values)
{
    QList<QPointF> points;
    points.reserve(places.size());
    for (qsizetype i = 0; i < places.size(); ++i)
        points.append({places[i], values[i]});
    return points;
}

/// The epoch of the best validation, whatever is shown of it, as it was measured; and the end of
/// what is drawn.
void mark(CurveSeries &series, const ShownRun &run, const QList<double> &measured)
{
    if (const auto best = bestPoint(run.points)) {
        for (qsizetype i = 0; i < measured.size(); ++i) {
            if (run.points[i].epoch == best->epoch && std::isfinite(measured[i]))
                series.marked = QPointF(series.points[i].x(), measured[i]);
        }
    }
    for (qsizetype i = measured.size() - 1; i >= 0 && !series.last; --i) {
        if (std::isfinite(series.points[i].y()))
            series.last = series.points[i];
    }
}

} // namespace

QList<CurveSeries> curvesOf(const ShownRun &run, const QuantityInfo &quantity,
                            const CurveLook &look)
{
    QList<CurveSeries> curves;
    const auto places = placesOf(run, look.along);
    if (places.isEmpty())
        return curves;
    for (const auto &[line, value] : quantity.lines) {
        if (line != Line::Strong && (!look.hasSides || look.isSingle))
            continue;
        QList<double> values;
        values.reserve(run.points.size());
        for (const auto &point : run.points)
            values.append(value(point));
        const bool isMeasured = std::any_of(values.begin(), values.end(),
                                            [](double one) { return std::isfinite(one); });
        if (!isMeasured)
            continue;
        CurveSeries series;
        series.id = idOf(run.id, line);
        series.name = run.name;
        series.color = run.color;
        series.line = look.isSingle ? Line::Single : line;
        const bool isMain = line == Line::Strong && !look.isSingle;
        if (look.smoothing > 0.0 && isMain)
            series.raw = joined(places, values);
        series.points = joined(places, smoothed(values, look.smoothing));
        if (isMain)
            mark(series, run, values);
        curves.append(series);
    }
    return curves;
}

QList<CurveSeries> curvesOf(const SeedMean &mean, const QuantityInfo &quantity,
                            const CurveLook &look)
{
    auto curves = curvesOf(mean.run, quantity, look);
    for (auto &series : curves) {
        if (series.line != Line::Strong || mean.run.seeds < 2)
            continue;
        const auto value = quantity.lines.last().value;
        for (qsizetype i = 0; i < series.points.size(); ++i) {
            const double off = value(mean.deviation[i]);
            const double middle = series.points[i].y();
            series.band.append({middle - off, middle + off});
        }
    }
    return curves;
}

} // namespace tlvfc::ui
