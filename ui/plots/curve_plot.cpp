#include "ui/plots/curve_plot.h"

#include "ui/plots/curve_axes.h"
#include "ui/plots/curve_drawing.h"
#include "ui/plots/curve_plot_private.h"
#include "ui/plots/curve_tip.h"
#include "ui/theme/text_size.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr double zoomFactor = 0.85;

} // namespace

CurvePlot::CurvePlot(Values values, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    setFocusPolicy(Qt::StrongFocus);
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
    d->plot->setNoAntialiasingOnDrag(false);
    d->plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    d->plot->axisRect()->setRangeZoomFactor(zoomFactor);
    d->plot->setFocusProxy(this);
    d->tip = new CurveTip(this);
    setValues(values);
    setAlong(Along::Epochs);
    setSeries({});
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setTitle(const QString &title)
{
    d->title->setText(title);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::setTitleVisible(bool visible)
{
    d->showsTitle = visible;
    d->title->setVisible(visible);
    d->title->setMaximumSize(QWIDGETSIZE_MAX, visible ? QWIDGETSIZE_MAX : 1);
}

void CurvePlot::setValues(Values values)
{
    d->isZoomed = d->isZoomed && d->values == values;
    d->values = values;
    d->styleY();
}

void CurvePlot::setLogarithmic(bool isLogarithmic)
{
    if (d->wantsRatios == isLogarithmic)
        return;
    d->wantsRatios = isLogarithmic;
    d->isZoomed = false;
    d->styleY();
    setSeries(QList<CurveSeries>(d->series));
}

bool CurvePlot::isLogarithmic() const { return d->isLogarithmic(); }

void CurvePlot::setAlong(Along along)
{
    d->along = along;
    d->isZoomed = false;
    if (along == Along::Minutes || along == Along::Compute)
        d->plot->xAxis->setTicker(QSharedPointer<UnitTicker>::create(QString()));
    else
        d->plot->xAxis->setTicker(QSharedPointer<WholeNumberTicker>::create());
    const QString labels[] = {tr("epoch"), tr("step"), tr("minutes"), tr("images seen"),
                              tr("10¹² multiply-adds")};
    d->plot->xAxis->setLabel(labels[static_cast<int>(along)]);
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
    styleAxes(d->plot, palette(), font());
    QFont titleFont = font();
    titleFont.setWeight(QFont::DemiBold);
    d->title->setFont(titleFont);
    d->title->setTextColor(palette().color(QPalette::Text));
    d->line->setPen(QPen(palette().color(QPalette::PlaceholderText), 1));
    const auto paper = palette().color(QPalette::Base);
    CurveDrawing(d->plot, d->factor(), lineScale(font())).draw(d->placed(), paper);
    d->addDots(paper);
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
        if (const auto point = readCurve(one, x))
            return point->y();
    }
    return std::nullopt;
}

void CurvePlot::setCursor(std::optional<double> x)
{
    if (d->cursor == x && !d->mouse)
        return;
    d->cursor = x;
    if (!x)
        d->followsKeyboard = false;
    d->placeCursor();
    d->overlay->replot();
}

const CurveTip *CurvePlot::tip() const { return d->tip; }

void CurvePlot::draw() { d->plot->replot(QCustomPlot::rpImmediateRefresh); }

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

QPicture CurvePlot::picture(const QSize &size, const QFont &font)
{
    const FontWhile drawn(this, font);
    QPicture picture;
    QCPPainter painter(&picture);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmVectorized);
    const bool shown = d->showsTitle;
    setTitleVisible(true);
    const auto title = d->title->text();
    d->title->setText(
        QFontMetrics(d->title->font()).elidedText(title, Qt::ElideRight, size.width()));
    d->plot->toPainter(&painter, size.width(), size.height());
    d->title->setText(title);
    setTitleVisible(shown);
    painter.end();
    return picture;
}

void CurvePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        setSeries(QList<CurveSeries>(d->series));
}

void CurvePlot::fit()
{
    d->isZoomed = false;
    d->fitAxes();
    d->placeCursor();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

/// From point to point of the longest curve.
void CurvePlot::moveCursor(int steps)
{
    const auto longest =
        std::max_element(d->series.begin(), d->series.end(), [](const auto &a, const auto &b) {
            return a.points.size() < b.points.size();
        });
    if (longest == d->series.end() || longest->points.isEmpty())
        return;
    const auto &points = longest->points;
    auto at = points.size() - 1;
    if (const auto x = d->cursor) {
        const auto place =
            std::lower_bound(points.begin(), points.end(), *x,
                             [](const QPointF &p, double bound) { return p.x() < bound; });
        at = std::clamp<qsizetype>((place - points.begin()) + steps, 0, points.size() - 1);
    }
    d->mouse.reset();
    d->followsKeyboard = true;
    emit cursorMoved(points[at].x());
}

void CurvePlot::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        moveCursor(event->key() == Qt::Key_Left ? -1 : 1);
        break;
    case Qt::Key_Escape:
        if (!d->cursor) {
            QWidget::keyPressEvent(event);
            return;
        }
        emit cursorMoved(std::nullopt);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
        const double factor = event->key() == Qt::Key_Plus ? zoomFactor : 1 / zoomFactor;
        d->isZoomed = true;
        d->plot->xAxis->scaleRange(factor);
        d->plot->yAxis->scaleRange(factor);
        d->plot->replot(QCustomPlot::rpQueuedReplot);
        break;
    }
    case Qt::Key_0:
        fit();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void CurvePlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (d->followsKeyboard)
        emit cursorMoved(std::nullopt);
}

bool CurvePlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseMove) {
        const auto *move = static_cast<QMouseEvent *>(event);
        const auto at = move->position();
        const double x = d->plot->xAxis->pixelToCoord(at.x());
        const bool isInside = d->plot->axisRect()->rect().contains(at.toPoint());
        d->mouse = isInside ? std::optional(at.toPoint()) : std::nullopt;
        d->isZoomed = d->isZoomed || (isInside && move->buttons() != Qt::NoButton);
        if (!isInside)
            emit cursorMoved(std::nullopt);
        else
            emit cursorMoved(d->along == Along::Epochs ? std::max(1.0, std::round(x)) : x);
    } else if (event->type() == QEvent::Leave) {
        d->mouse.reset();
        emit cursorMoved(std::nullopt);
    } else if (event->type() == QEvent::Wheel) {
        d->isZoomed = true;
    } else if (event->type() == QEvent::MouseButtonDblClick) {
        fit();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
