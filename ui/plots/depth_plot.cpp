#include "ui/plots/depth_plot.h"

#include "ui/plots/curve_axes.h"
#include "ui/plots/depth_shapes.h"
#include "ui/theme/text_size.h"
#include "ui/theme/theme.h"

#include <QFocusEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tlvfc::ui {

namespace {

/// More would run into each other.
constexpr int mostPointsWithShapes = 60;
/// Where there is little room.
constexpr int fewDigits = 2;
/// That a plot must be high for a second one of numbers; the curves come first.
constexpr int leastLinesForTwo = 9;
/// Between the values of two curves.
const QString gap = QStringLiteral("  ");

} // namespace

struct DepthPlot::Private
{
    QCustomPlot *plot = nullptr;
    QCPTextElement *title = nullptr;
    QCPTextElement *numbers = nullptr; ///< every curve's, at the marked layer
    QCPLayer *overlay = nullptr;
    QCPItemStraightLine *cursorLine = nullptr;
    QList<QCPGraph *> rings;
    Scale scale = Scale::Percent;
    QList<DepthCurve> curves;
    QStringList names;
    QString titleHint;
    int cursor = -1;
    int selected = -1;
    int widest = 0; ///< any layer's values in one line, with few digits

    int layers() const
    {
        std::size_t most = 0;
        for (const auto &curve : curves)
            most = std::max(most, curve.values.size());
        return static_cast<int>(most);
    }
    int marked() const { return cursor >= 0 ? cursor : selected; }
    QString text(double value, int digits) const
    {
        if (!std::isfinite(value))
            return QStringLiteral("–");
        return scale == Scale::Percent ? QStringLiteral("%1 %").arg(100.0 * value, 0, 'f', 0)
                                       : QString::number(value, 'g', digits);
    }
    double shown(double value) const
    {
        if (scale == Scale::Percent)
            return 100.0 * value;
        return value > 0 ? value : std::numeric_limits<double>::quiet_NaN();
    }
    void fitAxes() const;
    void placeCursor();
    void measureNumbers();
};

void DepthPlot::Private::measureNumbers()
{
    const QFontMetrics metrics(numbers->font());
    widest = 0;
    for (const auto &curve : curves) {
        QString longest;
        for (const double value : curve.values) {
            if (const auto one = text(value, fewDigits); one.size() > longest.size())
                longest = one;
        }
        widest +=
            metrics.horizontalAdvance(shapeSign(curve.shape) + QLatin1Char(' ') + longest + gap);
    }
}

void DepthPlot::Private::fitAxes() const
{
    const int last = std::max(1, layers());
    plot->xAxis->setRange(0.5 - 0.02 * last, last + 0.5 + 0.02 * last);
    if (scale == Scale::Percent)
        return plot->yAxis->setRange(-3, 103);
    double low = std::numeric_limits<double>::infinity();
    double high = 0.0;
    for (const auto &curve : curves) {
        for (const double value : curve.values) {
            if (value > 0 && std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    if (high <= 0)
        return plot->yAxis->setRange(0.1, 1);
    // A part of the height above and below, however many powers of ten that is.
    const double room = std::pow(std::max(high / low, 2.0), 0.06);
    plot->yAxis->setRange(low / room, high * room);
}

void DepthPlot::Private::placeCursor()
{
    const int at = marked();
    const bool isThere = at >= 0 && at < layers();
    cursorLine->setVisible(isThere);
    cursorLine->point1->setCoords(at + 1, 1);
    cursorLine->point2->setCoords(at + 1, 2);
    for (qsizetype i = 0; i < rings.size(); ++i) {
        rings[i]->data()->clear();
        const auto &values = curves[i].values;
        if (isThere && at < std::ssize(values))
            rings[i]->addData(at + 1, shown(values[static_cast<std::size_t>(at)]));
    }
}

DepthPlot::DepthPlot(Scale scale, const QString &title, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->scale = scale;
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    d->plot = new QCustomPlot(this);
    d->plot->setMouseTracking(true);
    d->plot->setFocusProxy(this);
    d->plot->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->plot);
    d->title = new QCPTextElement(d->plot, title);
    d->numbers = new QCPTextElement(d->plot, QStringLiteral(" "));
    int line = 0;
    for (auto *words : {d->title, d->numbers}) {
        words->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
        words->setMargins(QMargins(4, line == 0 ? 2 : 0, 4, 0));
        d->plot->plotLayout()->insertRow(line);
        d->plot->plotLayout()->addElement(line, 0, words);
        ++line;
    }
    d->plot->plotLayout()->setRowSpacing(0);
    d->plot->addLayer(QStringLiteral("cursor"));
    d->overlay = d->plot->layer(QStringLiteral("cursor"));
    d->overlay->setMode(QCPLayer::lmBuffered);
    d->cursorLine = new QCPItemStraightLine(d->plot);
    d->cursorLine->setLayer(d->overlay);
    d->plot->axisRect()->setMinimumMargins(QMargins(4, 9, 8, 2));
    d->plot->xAxis->setTicker(QSharedPointer<WholeNumberTicker>::create());
    if (scale == Scale::Logarithmic) {
        d->plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
        d->plot->yAxis->setTicker(QSharedPointer<RatioTicker>::create());
    } else {
        d->plot->yAxis->setTicker(QSharedPointer<UnitTicker>::create(QStringLiteral(" %")));
    }
    d->plot->yAxis->ticker()->setTickCount(4);
    setCurves({});
}

DepthPlot::~DepthPlot() = default;

void DepthPlot::setTitleHint(const QString &meaning)
{
    d->titleHint = meaning;
    setAccessibleDescription(meaning);
}

void DepthPlot::setCurves(const QList<DepthCurve> &curves)
{
    d->curves = curves;
    d->plot->clearGraphs();
    d->rings.clear();
    const auto note = noteFont(font());
    styleAxes(d->plot, palette(), note);
    auto titleFont = font();
    titleFont.setWeight(QFont::DemiBold);
    d->title->setFont(titleFont);
    d->title->setTextColor(palette().color(QPalette::Text));
    d->numbers->setFont(note);
    d->numbers->setTextColor(palette().color(QPalette::Text));
    d->cursorLine->setPen(QPen(palette().color(QPalette::PlaceholderText), 1));
    const auto paper = palette().color(QPalette::Base);
    const double scale = lineScale(font());
    for (const auto &curve : curves) {
        auto *graph = d->plot->addGraph();
        for (std::size_t i = 0; i < curve.values.size(); ++i)
            graph->addData(static_cast<double>(i + 1), d->shown(curve.values[i]));
        graph->setPen(shapeLine(curve, scale));
        if (std::ssize(curve.values) <= mostPointsWithShapes)
            graph->setScatterStyle(shapePoint(curve, paper, scale));
        auto *ring = d->plot->addGraph();
        ring->setLineStyle(QCPGraph::lsNone);
        auto style = shapePoint(curve, paper, scale);
        style.setSize(style.size() + 4);
        ring->setScatterStyle(style);
        ring->setLayer(d->overlay);
        d->rings.append(ring);
    }
    d->fitAxes();
    d->measureNumbers();
    setCursor(d->cursor < d->layers() ? d->cursor : -1);
    d->placeCursor();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

const QList<DepthCurve> &DepthPlot::curves() const { return d->curves; }

void DepthPlot::setLayerNames(const QStringList &names) { d->names = names; }

QString DepthPlot::hint(int layer) const
{
    QString rows;
    for (const auto &curve : d->curves) {
        if (layer >= 0 && layer < std::ssize(curve.values))
            rows += QStringLiteral("<tr><td><span style='color:%1'>%2</span> %3&nbsp;&nbsp;</td>"
                                   "<td align='right'>%4</td></tr>")
                        .arg(curve.color.name(), shapeSign(curve.shape), curve.name.toHtmlEscaped(),
                             d->text(curve.values[static_cast<std::size_t>(layer)], 4));
    }
    return rows.isEmpty() ? QString()
                          : QStringLiteral("<b>%1</b><table>%2</table>")
                                .arg(d->names.value(layer).toHtmlEscaped(), rows);
}

void DepthPlot::setCursor(int layer)
{
    d->cursor = layer;
    setAccessibleDescription(hasFocus() && layer >= 0 ? spoken(layer) : d->titleHint);
    d->placeCursor();
    const auto text = fitted(d->marked());
    if (text == d->numbers->text())
        return d->overlay->replot();
    d->numbers->setText(text);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

/// As many lines for every layer, even for none, since others would move the axes.
QString DepthPlot::fitted(int layer) const
{
    const QFontMetrics metrics(d->numbers->font());
    const int room = std::max(40, width() - 12);
    const bool areTwo = d->widest > room && height() >= leastLinesForTwo * metrics.height();
    auto text = readout(layer);
    if (metrics.horizontalAdvance(text) > (areTwo ? 2 * room : room))
        text = readout(layer, fewDigits);
    QStringList lines{text};
    if (areTwo) {
        // The second holds the larger half: how the network begins now comes last.
        const auto values = text.split(gap, Qt::SkipEmptyParts);
        lines = {values.mid(0, values.size() / 2).join(gap),
                 values.mid(values.size() / 2).join(gap)};
    }
    for (auto &line : lines)
        line = line.isEmpty() ? QStringLiteral(" ") : metrics.elidedText(line, Qt::ElideLeft, room);
    return lines.join(QLatin1Char('\n'));
}

QString DepthPlot::reading() const { return d->numbers->text().trimmed(); }

int DepthPlot::cursor() const { return d->cursor; }

void DepthPlot::setSelected(int layer)
{
    d->selected = layer;
    setCursor(d->cursor);
}

/// The layer with every curve's value, by their names.
QString DepthPlot::spoken(int layer) const
{
    QStringList values;
    for (const auto &curve : d->curves) {
        if (layer < std::ssize(curve.values))
            values << QStringLiteral("%1 %2").arg(
                curve.name, d->text(curve.values[static_cast<std::size_t>(layer)], 4));
    }
    return QStringLiteral("%1: %2").arg(d->names.value(layer), values.join(QStringLiteral("; ")));
}

QString DepthPlot::readout(int layer, int digits) const
{
    QStringList numbers;
    for (const auto &curve : d->curves) {
        if (layer < 0 || layer >= std::ssize(curve.values))
            continue;
        numbers << QStringLiteral("%1 %2").arg(
            shapeSign(curve.shape), d->text(curve.values[static_cast<std::size_t>(layer)], digits));
    }
    return numbers.join(gap);
}

QPointF DepthPlot::placeOf(int layer) const
{
    return {d->plot->xAxis->coordToPixel(layer + 1),
            static_cast<double>(d->plot->axisRect()->center().y())};
}

void DepthPlot::paintPicture(QPainter &painter, const QSize &size, const QFont &font)
{
    const FontWhile drawn(this, font);
    paintPlot(*d->plot, painter, size);
}

void DepthPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        setCurves(QList<DepthCurve>(d->curves));
}

void DepthPlot::keyPressEvent(QKeyEvent *event)
{
    const int last = d->layers() - 1;
    int layer = d->marked();
    switch (last < 0 ? 0 : event->key()) {
    case Qt::Key_Left:
        --layer;
        break;
    case Qt::Key_Right:
        ++layer;
        break;
    case Qt::Key_Home:
        layer = 0;
        break;
    case Qt::Key_End:
        layer = last;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d->cursor >= 0)
            emit clicked(d->cursor);
        return;
    case Qt::Key_Escape:
        if (d->cursor >= 0)
            return emit hovered(-1);
        [[fallthrough]];
    default:
        return QWidget::keyPressEvent(event);
    }
    emit hovered(std::clamp(layer, 0, last));
}

/// Who comes by Tab sees where the keyboard is.
void DepthPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool isByKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && d->layers() > 0 && d->cursor < 0)
        emit hovered(std::max(0, d->marked()));
}

void DepthPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    emit hovered(-1);
}

void DepthPlot::resizeEvent(QResizeEvent *) { setCursor(d->cursor); }

bool DepthPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != d->plot)
        return QWidget::eventFilter(watched, event);
    const auto layerAt = [this](const QPointF &at) {
        const int layer = static_cast<int>(std::lround(d->plot->xAxis->pixelToCoord(at.x()))) - 1;
        const bool isInside = d->plot->axisRect()->rect().contains(at.toPoint());
        return isInside && layer >= 0 && layer < d->layers() ? layer : -1;
    };
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int layer = layerAt(mouse->position());
        emit hovered(layer);
        QToolTip::showText(mouse->globalPosition().toPoint(),
                           layer >= 0 ? hint(layer) : d->titleHint, d->plot);
    } else if (event->type() == QEvent::Leave) {
        emit hovered(-1);
    } else if (event->type() == QEvent::MouseButtonPress) {
        if (const int layer = layerAt(static_cast<QMouseEvent *>(event)->position()); layer >= 0)
            emit clicked(layer);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
