#include "ui/plots/curve_plot.h"

#include "ui/plots/curve_axes.h"

#include <QEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr int mostPointsWithDots = 24;

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

/// The index of the point nearest to x among those with a value; -1 without any.
qsizetype nearest(const QList<QPointF> &points, double x)
{
    qsizetype best = -1;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (std::isfinite(points[i].y()) &&
            (best < 0 || std::abs(points[i].x() - x) < std::abs(points[best].x() - x)))
            best = i;
    }
    return best;
}

/// Half the way between neighboring points: how far from x a point may be to be read there.
double reach(const QList<QPointF> &points)
{
    if (points.size() < 2)
        return 0.5;
    return 0.51 * std::abs(points.last().x() - points.first().x()) /
           static_cast<double>(points.size() - 1);
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

struct CurvePlot::Private
{
    QCustomPlot *plot = nullptr;
    QCPTextElement *title = nullptr;
    QCPItemStraightLine *line = nullptr;
    QCPLayer *overlay = nullptr;
    QList<QCPGraph *> dots; ///< one per series, under the cursor
    QList<CurveSeries> series;
    Values values = Values::Plain;
    Along along = Along::Epochs;
    double expectedEnd = 0.0;
    std::optional<double> cursor;

    double shown(double y) const { return values == Values::Percent ? 100.0 * y : y; }
    void addBand(const CurveSeries &one);
    void addGraphs(const CurveSeries &one, const QColor &paper);
    void fitAxes();
    void placeCursor();
};

/// Below the curve, in its color.
void CurvePlot::Private::addBand(const CurveSeries &one)
{
    QVector<double> x;
    QVector<double> low;
    QVector<double> high;
    for (qsizetype i = 0; i < std::min(one.points.size(), one.band.size()); ++i) {
        if (!std::isfinite(one.band[i].x()) || !std::isfinite(one.band[i].y()))
            continue;
        x.append(one.points[i].x());
        low.append(shown(one.band[i].x()));
        high.append(shown(one.band[i].y()));
    }
    if (x.isEmpty())
        return;
    auto *below = plot->addGraph();
    auto *above = plot->addGraph();
    for (auto *edge : {below, above})
        edge->setPen(Qt::NoPen);
    below->setData(x, low, true);
    above->setData(x, high, true);
    QColor fill = one.color;
    fill.setAlphaF(0.15f);
    above->setBrush(fill);
    above->setChannelFillGraph(below);
}

void CurvePlot::Private::addGraphs(const CurveSeries &one, const QColor &paper)
{
    addBand(one);
    auto *graph = plot->addGraph();
    QVector<double> x;
    QVector<double> y;
    for (const auto &point : one.points) {
        x.append(point.x());
        y.append(shown(point.y()));
    }
    graph->setName(one.name);
    graph->setData(x, y, true);
    const bool strong = one.line == CurveSeries::Line::Strong;
    const bool dotted = one.line == CurveSeries::Line::Dotted;
    QPen pen(one.color, strong ? 2.0 : dotted ? 2.2 : 1.2);
    if (dotted)
        pen.setDashPattern({0.1, 2.2}); // round caps make dots of it
    else if (!strong)
        pen.setDashPattern({4, 3});
    pen.setCapStyle(dotted ? Qt::RoundCap : Qt::FlatCap);
    graph->setPen(pen);
    if (strong && one.points.size() <= mostPointsWithDots)
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, one.color, one.color, 5));
    else if (one.points.size() == 1)
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, one.color, paper, 5));

    if (one.marked) {
        auto *ring = plot->addGraph();
        ring->setLineStyle(QCPGraph::lsNone);
        ring->addData(one.marked->x(), shown(one.marked->y()));
        ring->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(one.color, 2), paper, 10));
        ring->setLayer(QStringLiteral("marks"));
    }

    auto *dot = plot->addGraph();
    dot->setLineStyle(QCPGraph::lsNone);
    dot->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(paper, 1.5), one.color, strong ? 9 : 7));
    dot->setLayer(overlay);
    dots.append(dot);
}

void CurvePlot::Private::fitAxes()
{
    double left = std::numeric_limits<double>::infinity();
    double right = -left;
    double low = left;
    double high = -left;
    for (const auto &one : series) {
        for (const auto &point : one.points) {
            if (!std::isfinite(point.y()))
                continue;
            left = std::min(left, point.x());
            right = std::max(right, point.x());
            low = std::min(low, shown(point.y()));
            high = std::max(high, shown(point.y()));
        }
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
    if (along == Along::Minutes)
        left = 0;
    right = std::max({right, expectedEnd, left + (along == Along::Epochs ? 1.0 : 0.1)});
    const double air = 0.025 * (right - left);
    plot->xAxis->setRange(left - (along == Along::Epochs ? air : 0), right + air);
    const auto range = values == Values::Percent ? niceRange(low, high, 0, 100)
                                                 : niceRange(low, high, low >= 0 ? 0 : -HUGE_VAL);
    plot->yAxis->setRange(range.x(), range.y() + (range.y() == 100 ? 0.8 : 0));
}

void CurvePlot::Private::placeCursor()
{
    const bool visible = cursor.has_value() && !series.isEmpty();
    line->setVisible(visible);
    if (visible) {
        line->point1->setCoords(*cursor, 0);
        line->point2->setCoords(*cursor, 1);
    }
    for (qsizetype i = 0; i < dots.size(); ++i) {
        dots[i]->data()->clear();
        if (!visible)
            continue;
        const auto &points = series[i].points;
        const auto at = nearest(points, *cursor);
        if (at >= 0 && std::abs(points[at].x() - *cursor) <= reach(points))
            dots[i]->addData(points[at].x(), shown(points[at].y()));
    }
}

CurvePlot::CurvePlot(Values values, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->values = values;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    d->plot = new QCustomPlot(this);
    d->plot->setMouseTracking(true);
    d->plot->installEventFilter(this);
    layout->addWidget(d->plot);

    d->title = new QCPTextElement(d->plot);
    d->title->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    d->title->setMargins(QMargins(4, 6, 4, 2));
    d->plot->plotLayout()->insertRow(0);
    d->plot->plotLayout()->addElement(0, 0, d->title);

    d->plot->addLayer(QStringLiteral("marks"));
    d->plot->addLayer(QStringLiteral("cursor"));
    d->overlay = d->plot->layer(QStringLiteral("cursor"));
    d->overlay->setMode(QCPLayer::lmBuffered);
    d->line = new QCPItemStraightLine(d->plot);
    d->line->setLayer(d->overlay);
    d->line->setVisible(false);

    d->plot->axisRect()->setMinimumMargins(QMargins(4, 4, 12, 4));
    d->plot->yAxis->setTicker(QSharedPointer<UnitTicker>::create(
        values == Values::Percent ? QStringLiteral(" %") : QString()));
    d->plot->yAxis->ticker()->setTickCount(5);
    d->plot->setNoAntialiasingOnDrag(false);
    setAlong(Along::Epochs);
    setSeries({});
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setTitle(const QString &title)
{
    d->title->setText(title);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setAlong(Along along)
{
    d->along = along;
    if (along == Along::Epochs)
        d->plot->xAxis->setTicker(QSharedPointer<WholeNumberTicker>::create());
    else
        d->plot->xAxis->setTicker(QSharedPointer<UnitTicker>::create(QString()));
    d->plot->xAxis->setLabel(along == Along::Epochs ? tr("epoch") : tr("minutes"));
    d->cursor.reset();
    d->fitAxes();
    d->placeCursor();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setExpectedEnd(double x)
{
    d->expectedEnd = x;
    d->fitAxes();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setSeries(const QList<CurveSeries> &series)
{
    d->series = series;
    d->plot->clearGraphs();
    d->dots.clear();
    styleAxes(d->plot, palette(), font());
    QFont titleFont = font();
    titleFont.setWeight(QFont::DemiBold);
    d->title->setFont(titleFont);
    d->title->setTextColor(palette().color(QPalette::Text));
    d->line->setPen(QPen(palette().color(QPalette::PlaceholderText), 1));
    for (const auto &one : series)
        d->addGraphs(one, palette().color(QPalette::Base));
    d->fitAxes();
    d->placeCursor();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

const QList<CurveSeries> &CurvePlot::series() const { return d->series; }

std::optional<double> CurvePlot::readAt(const QString &id, double x) const
{
    for (const auto &one : d->series) {
        if (one.id != id)
            continue;
        const auto at = nearest(one.points, x);
        if (at >= 0 && std::abs(one.points[at].x() - x) <= reach(one.points))
            return one.points[at].y();
    }
    return std::nullopt;
}

void CurvePlot::setCursor(std::optional<double> x)
{
    if (d->cursor == x)
        return;
    d->cursor = x;
    d->placeCursor();
    d->overlay->replot();
}

std::optional<double> CurvePlot::cursor() const { return d->cursor; }

QPointF CurvePlot::xRange() const
{
    const auto range = d->plot->xAxis->range();
    return {range.lower, range.upper};
}

QPointF CurvePlot::yRange() const
{
    const auto range = d->plot->yAxis->range();
    return {range.lower, range.upper};
}

QPicture CurvePlot::picture(const QSize &size)
{
    QPicture picture;
    QCPPainter painter(&picture);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmVectorized);
    d->plot->toPainter(&painter, size.width(), size.height());
    painter.end();
    return picture;
}

void CurvePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        setSeries(QList<CurveSeries>(d->series));
}

bool CurvePlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == d->plot && event->type() == QEvent::MouseMove) {
        const auto at = static_cast<QMouseEvent *>(event)->position();
        const double x = d->plot->xAxis->pixelToCoord(at.x());
        if (!d->plot->axisRect()->rect().contains(at.toPoint()))
            emit cursorMoved(std::nullopt);
        else
            emit cursorMoved(d->along == Along::Epochs ? std::max(1.0, std::round(x)) : x);
    } else if (watched == d->plot && event->type() == QEvent::Leave) {
        emit cursorMoved(std::nullopt);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
