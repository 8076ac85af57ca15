#include "ui/plots/curve_drawing.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr qsizetype mostPointsWithDots = 24;
constexpr double rawShare = 0.3;    ///< of the color, under what is smoothed
constexpr double singleShare = 0.4; ///< of a seed's curve under its mean
constexpr double bandShare = 0.15;

} // namespace

CurveDrawing::CurveDrawing(QCustomPlot *plot, double factor, double thickness)
    : plot_(plot)
    , factor_(factor)
    , thickness_(thickness)
{
    plot_->setAutoAddPlottableToLegend(false);
}

void CurveDrawing::draw(const QList<CurveSeries> &series, const QColor &paper)
{
    plot_->clearGraphs();
    isFine_ = series.size() < mostFineCurves;
    plot_->setNotAntialiasedElement(QCP::aePlottables, !isFine_);
    plot_->setPlottingHint(QCP::phFastPolylines, !isFine_);
    for (const auto &one : series) {
        if (isFine_)
            addBand(one);
    }
    for (const auto &one : series) {
        if (!one.raw.isEmpty())
            addLine(one.raw, QPen(faded(one.color, rawShare), thickness_));
    }
    for (const auto &one : series)
        addCurve(one, paper);
}

/// Below all curves.
void CurveDrawing::addBand(const CurveSeries &one)
{
    QVector<double> x;
    QVector<double> low;
    QVector<double> high;
    for (qsizetype i = 0; i < std::min(one.points.size(), one.band.size()); ++i) {
        if (!std::isfinite(one.band[i].x()) || !std::isfinite(one.band[i].y()))
            continue;
        x.append(one.points[i].x());
        low.append(factor_ * one.band[i].x());
        high.append(factor_ * one.band[i].y());
    }
    if (x.isEmpty())
        return;
    auto *below = plot_->addGraph();
    auto *above = plot_->addGraph();
    for (auto *edge : {below, above})
        edge->setPen(Qt::NoPen);
    below->setData(x, low, true);
    above->setData(x, high, true);
    above->setBrush(faded(one.color, bandShare));
    above->setChannelFillGraph(below);
}

QCPGraph *CurveDrawing::addLine(const QList<QPointF> &points, const QPen &pen)
{
    auto *graph = plot_->addGraph();
    QVector<QCPGraphData> data;
    data.reserve(points.size());
    for (const auto &point : points)
        data.append({point.x(), factor_ * point.y()});
    graph->data()->set(data, true);
    graph->setPen(pen);
    return graph;
}

void CurveDrawing::addMark(const QPointF &at, QCPScatterStyle::ScatterShape shape, const QPen &pen,
                           const QColor &fill, double size)
{
    auto *mark = plot_->addGraph();
    mark->setLineStyle(QCPGraph::lsNone);
    mark->addData(at.x(), factor_ * at.y());
    mark->setScatterStyle(QCPScatterStyle(shape, pen, fill, size));
    mark->setLayer(QStringLiteral("marks"));
}

void CurveDrawing::addCurve(const CurveSeries &one, const QColor &paper)
{
    using Line = CurveSeries::Line;
    const bool isStrong = one.line == Line::Strong;
    if (!isFine_) {
        addLine(one.points, QPen(isStrong ? one.color : faded(one.color, singleShare), 0));
        return;
    }
    QPen pen(one.color, thickness_ * (isStrong ? 2.0 : one.line == Line::Dotted ? 2.2 : 1.2));
    pen.setCapStyle(one.line == Line::Dotted ? Qt::RoundCap : Qt::FlatCap);
    if (one.line == Line::Dotted)
        pen.setDashPattern({0.1, 2.2}); // round caps make dots of it
    else if (one.line == Line::Faint)
        pen.setDashPattern({4, 3});
    else if (isStrong && !one.dashes.isEmpty())
        pen.setDashPattern(one.dashes);
    else if (one.line == Line::Single)
        pen = QPen(faded(one.color, singleShare), thickness_);
    auto *graph = addLine(one.points, pen);
    graph->setName(one.name);
    if (isStrong && one.points.size() <= mostPointsWithDots)
        graph->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssDisc, one.color, one.color, 5 * thickness_));
    else if (one.points.size() == 1)
        graph->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, one.color, paper, 5 * thickness_));
    if (one.last)
        addMark(*one.last, QCPScatterStyle::ssSquare, QPen(one.color, 1.5 * thickness_), one.color,
                6 * thickness_);
    if (one.marked)
        addMark(*one.marked, QCPScatterStyle::ssCircle, QPen(one.color, 2 * thickness_), paper,
                10 * thickness_);
}

} // namespace tlvfc::ui
