#include "ui/plots/weight_histogram.h"

#include "ui/plots/curve_axes.h"
#include "ui/theme/text_size.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace tlvfc::ui {

struct WeightHistogram::Private
{
    QCustomPlot *plot = nullptr;
    QCPGraph *before = nullptr;
    QCPGraph *after = nullptr;
    QCPGraph *normal = nullptr;
    WeightBins bins;
    std::optional<NormalCurve> curve;
    QString filledName;
};

namespace {

constexpr int curvePoints = 240;
constexpr int iconWidth = 22;
constexpr int nameMargins = 14; ///< around a curve's name and sign in the legend

/// Steps that stand on the axis at both ends, in per cent.
double fillSteps(QCPGraph *graph, const WeightBins &bins, const std::vector<double> &shares)
{
    QVector<double> x;
    QVector<double> y;
    double highest = 0.0;
    if (!shares.empty()) {
        x << bins.low;
        y << 0.0;
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double left = bins.low + static_cast<double>(i) * bins.width;
        x << left << left + bins.width;
        y << shares[i] * 100 << shares[i] * 100;
        highest = std::max(highest, shares[i] * 100);
    }
    if (!shares.empty()) {
        x << x.last();
        y << 0.0;
    }
    graph->setData(x, y, true);
    return highest;
}

double fillNormal(QCPGraph *graph, const WeightBins &bins, const NormalCurve &curve, double high)
{
    QVector<double> x;
    QVector<double> y;
    const double top =
        100 * bins.width / (curve.deviation * std::sqrt(2 * std::numbers::pi_v<double>));
    for (int i = 0; i <= curvePoints; ++i) {
        const double at = bins.low + (high - bins.low) * i / curvePoints;
        const double z = (at - curve.mean) / curve.deviation;
        x << at;
        y << top * std::exp(-z * z / 2);
    }
    graph->setData(x, y, true);
    return top;
}

} // namespace

WeightHistogram::WeightHistogram(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->plot = new QCustomPlot;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    setFocusProxy(d->plot);

    d->after = d->plot->addGraph();
    d->before = d->plot->addGraph();
    d->normal = d->plot->addGraph();
    d->plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(QString())));
    d->plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(QStringLiteral(" %"))));
    d->plot->xAxis->setLabel(tr("weight"));
    // Above the axes: within them it would lie on the bars.
    auto *legend = d->plot->legend;
    legend->setVisible(true);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setMargins(QMargins(0, 0, 0, 0));
    d->plot->axisRect()->insetLayout()->take(legend);
    d->plot->plotLayout()->insertRow(0);
    d->plot->plotLayout()->addElement(0, 0, legend);
    d->plot->plotLayout()->setRowStretchFactor(0, 0.001);
    d->plot->plotLayout()->setRowSpacing(0);
    applyColors();
}

WeightHistogram::~WeightHistogram() = default;

const WeightBins &WeightHistogram::bins() const { return d->bins; }

bool WeightHistogram::hasCurve() const { return d->curve.has_value(); }

void WeightHistogram::setFilledName(const QString &name) { d->filledName = name; }

void WeightHistogram::setBins(const WeightBins &bins, std::optional<NormalCurve> curve)
{
    d->bins = bins;
    d->curve = curve && curve->deviation > 0 && !bins.isEmpty() ? curve : std::nullopt;
    const auto count = std::max(bins.before.size(), bins.after.size());
    const double high =
        bins.low + bins.width * static_cast<double>(std::max<std::size_t>(1, count));

    double top =
        std::max(fillSteps(d->before, bins, bins.before), fillSteps(d->after, bins, bins.after));
    d->normal->setData(QVector<double>(), QVector<double>());
    if (d->curve)
        top = std::max(top, fillNormal(d->normal, bins, *d->curve, high));
    nameCurves();
    d->plot->xAxis->setRange(bins.low, high);
    d->plot->yAxis->setRange(0, top > 0 ? top * 1.12 : 1.0);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

/// Side by side where they have room, otherwise below each other and shortened.
void WeightHistogram::nameCurves()
{
    const bool hasBoth = !d->bins.before.empty() && !d->bins.after.empty();
    std::vector<std::pair<QCPGraph *, QString>> shown;
    if (d->before->dataCount() > 0)
        shown.emplace_back(d->before, hasBoth ? tr("before") : tr("as initialized"));
    if (d->after->dataCount() > 0)
        shown.emplace_back(d->after, d->filledName.isEmpty() ? tr("after") : d->filledName);
    if (d->curve)
        shown.emplace_back(d->normal, QStringLiteral("N(%1, %2)")
                                          .arg(QString::number(d->curve->mean, 'g', 3),
                                               QString::number(d->curve->deviation, 'g', 3)));

    const QFontMetrics metrics(noteFont(font()));
    const int beside = iconWidth + nameMargins;
    int widest = 0;
    for (const auto &[graph, words] : shown)
        widest = std::max(widest, metrics.horizontalAdvance(words) + beside);
    const bool fits = widest * static_cast<int>(shown.size()) <= width(); // columns are equal
    auto *legend = d->plot->legend;
    legend->clearItems();
    legend->setWrap(fits ? 0 : 1);
    for (const auto &[graph, words] : shown) {
        graph->setName(
            metrics.elidedText(words, Qt::ElideRight, std::max(width() - beside, iconWidth)));
        graph->addToLegend();
    }
    spaceTicks(height());
}

/// As many as stand apart, up to four.
void WeightHistogram::spaceTicks(int height)
{
    const int line = QFontMetrics(noteFont(font())).height();
    const int axisLines = 3; // the ticks' words, the label and the space around them
    const int left = height - line * (d->plot->legend->rowCount() + axisLines);
    d->plot->yAxis->ticker()->setTickCount(std::clamp(left / (2 * line), 1, 4));
}

void WeightHistogram::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    nameCurves();
}

void WeightHistogram::paintPicture(QPainter &painter, const QSize &size, const QFont &font)
{
    const FontWhile drawn(this, font);
    spaceTicks(size.height());
    paintPlot(*d->plot, painter, size);
    spaceTicks(height());
}

void WeightHistogram::applyColors()
{
    const auto small = noteFont(font());
    styleAxes(d->plot, palette(), small);
    const auto taken = ink(Ink::Taken, palette());
    const double scale = lineScale(font());
    d->after->setPen(QPen(taken, 1.2 * scale));
    d->after->setBrush(faded(taken, 0.35));
    d->before->setPen(QPen(ink(Ink::Muted, palette()), 1.4 * scale, Qt::DashLine));
    d->normal->setPen(QPen(ink(Ink::Drawn, palette()), 2.0 * scale, Qt::DotLine));
    auto *legend = d->plot->legend;
    legend->setFont(small);
    legend->setTextColor(ink(Ink::Text, palette()));
    legend->setBrush(faded(palette().color(QPalette::Base), 0.8));
    legend->setBorderPen(Qt::NoPen);
    legend->setRowSpacing(-2);
    legend->setIconSize(iconWidth, 10);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void WeightHistogram::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColors();
}

} // namespace tlvfc::ui
