#include "ui/plots/curve_plot_private.h"

#include "ui/plots/curve_axes.h"
#include "ui/plots/curve_tip.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr qsizetype mostDots = 24;
constexpr qsizetype mostTipRows = 8;

double roundStep(double span)
{
    const double raw = std::max(span, 1e-9) / 5.0;
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * magnitude)
            return factor * magnitude;
    }
    return 10.0 * magnitude;
}

QString valueText(double value, CurvePlot::Values values)
{
    return values == CurvePlot::Values::Percent
               ? QString::number(100.0 * value, 'f', 2) + QStringLiteral(" %")
               : QString::number(value, 'g', 5);
}

/// With air at both ends, on an axis where only what is above zero has a place.
QPointF ratioRange(double low, double high)
{
    if (low <= 0)
        return {0.1, 1};
    const double air = std::max(1.1, std::pow(high / low, 0.06));
    return {low / air, high * air};
}

} // namespace

QPointF niceRange(double low, double high, double least, double most)
{
    if (high < low)
        std::swap(low, high);
    const double span = std::max(high - low, std::max(std::abs(high) * 0.02, 1e-6));
    const double middle = (low + high) / 2;
    const double step = roundStep(span) / 2;
    const double air = span * 0.06;
    low = std::floor((std::min(low, middle - span / 2) - air) / step) * step;
    high = std::ceil((std::max(high, middle + span / 2) + air) / step) * step;
    return {std::max(low, least), std::min(high, most)};
}

void CurvePlot::Private::addDots(const QColor &paper)
{
    dots.clear();
    const auto count = std::min<qsizetype>(series.size(), mostDots);
    for (qsizetype i = 0; i < count; ++i) {
        auto *dot = plot->addGraph();
        dot->setLineStyle(QCPGraph::lsNone);
        dot->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(paper, 1.5), Qt::black, 9));
        dot->setLayer(overlay);
        dots.append(dot);
    }
}

void CurvePlot::Private::styleY()
{
    plot->yAxis->setScaleType(isLogarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (isLogarithmic())
        plot->yAxis->setTicker(QSharedPointer<RatioTicker>::create());
    else
        plot->yAxis->setTicker(QSharedPointer<UnitTicker>::create(
            values == Values::Percent ? QStringLiteral(" %") : QString()));
    plot->yAxis->ticker()->setTickCount(5);
}

QList<CurveSeries> CurvePlot::Private::placed() const
{
    if (!isLogarithmic())
        return series;
    const auto gap = std::numeric_limits<double>::quiet_NaN();
    auto all = series;
    for (auto &one : all) {
        for (auto *points : {&one.points, &one.raw}) {
            for (auto &point : *points) {
                if (!(point.y() > 0))
                    point.setY(gap);
            }
        }
        for (auto &edges : one.band) {
            if (!(edges.x() > 0))
                edges.setX(gap);
        }
        for (auto *mark : {&one.marked, &one.last}) {
            if (*mark && !((*mark)->y() > 0))
                mark->reset();
        }
    }
    return all;
}

void CurvePlot::Private::fitAxes()
{
    if (isZoomed)
        return;
    double left = std::numeric_limits<double>::infinity();
    double right = -left;
    double low = left;
    double high = -left;
    const auto take = [&](const QList<QPointF> &points) {
        for (const auto &point : points) {
            if (!std::isfinite(point.y()))
                continue;
            left = std::min(left, point.x());
            right = std::max(right, point.x());
            low = std::min(low, shown(point.y()));
            high = std::max(high, shown(point.y()));
        }
    };
    for (const auto &one : placed()) {
        take(one.points);
        take(one.raw);
        for (const auto &edges : one.band) {
            if (std::isfinite(edges.x()) && std::isfinite(edges.y())) {
                low = std::min(low, shown(edges.x()));
                high = std::max(high, shown(edges.y()));
            }
        }
    }
    if (right < left) {
        left = along == Along::Epochs ? 1 : 0;
        right = left;
        low = 0;
        high = values == Values::Percent ? 100 : 1;
    }
    if (along != Along::Epochs)
        left = 0;
    right = std::max({right, expectedEnd, left + (along == Along::Epochs ? 1.0 : 0.1)});
    const double air = 0.025 * (right - left);
    plot->xAxis->setRange(left - (along == Along::Epochs ? air : 0), right + air);
    const auto range = isLogarithmic()             ? ratioRange(low, high)
                       : values == Values::Percent ? niceRange(low, high, 0, 100)
                                                   : niceRange(low, high, low >= 0 ? 0 : -HUGE_VAL);
    plot->yAxis->setRange(range.x(), range.y() + (range.y() == 100 ? 0.8 : 0));
}

void CurvePlot::Private::placeCursor()
{
    const bool visible = cursor.has_value() && !series.isEmpty();
    line->setVisible(visible);
    if (visible) {
        line->point1->setCoords(*cursor, 1);
        line->point2->setCoords(*cursor, 2);
    }
    for (auto *dot : std::as_const(dots))
        dot->data()->clear();
    tip->hide();
    if (!visible)
        return;
    std::optional<double> y;
    if (mouse)
        y = plot->yAxis->pixelToCoord(mouse->y()) / factor();
    const auto readings = readCurves(series, *cursor, y);
    for (qsizetype i = 0; i < std::min(dots.size(), readings.size()); ++i) {
        const auto &[number, point] = readings[i];
        if (isLogarithmic() && !(point.y() > 0))
            continue;
        dots[i]->addData(point.x(), shown(point.y()));
        auto style = dots[i]->scatterStyle();
        style.setBrush(series[number].color);
        dots[i]->setScatterStyle(style);
    }
    if (mouse || followsKeyboard)
        placeTip(readings);
}

void CurvePlot::Private::placeTip(const QList<CurveReading> &readings)
{
    if (readings.isEmpty())
        return;
    QList<CurveTip::Row> rows;
    for (const auto &[number, point] : readings.first(std::min(readings.size(), mostTipRows)))
        rows.append({series[number].color, series[number].name, valueText(point.y(), values)});
    tip->setContents(placeText(), rows, int(readings.size() - rows.size()));
    const auto axes = plot->axisRect()->rect();
    tip->showAt(mouse.value_or(
        QPoint(qRound(plot->xAxis->coordToPixel(*cursor)), axes.top() + axes.height() / 3)));
}

QString CurvePlot::Private::placeText() const
{
    switch (along) {
    case Along::Epochs:
        return tr("epoch %L1").arg(*cursor, 0, 'f', 0);
    case Along::Steps:
        return tr("step %L1").arg(*cursor, 0, 'f', 0);
    case Along::Minutes:
        return tr("minute %L1").arg(*cursor, 0, 'f', 1);
    case Along::Images:
        return tr("%L1 images").arg(*cursor, 0, 'f', 0);
    case Along::Compute:
        return tr("%L1 · 10¹² multiply-adds").arg(*cursor, 0, 'g', 3);
    }
    return {};
}

} // namespace tlvfc::ui
