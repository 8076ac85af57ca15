#include "ui/plots/curve_axes.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

double WholeNumberTicker::getTickStep(const QCPRange &range)
{
    return std::max(1.0, std::round(QCPAxisTicker::getTickStep(range)));
}

QString WholeNumberTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    if (std::abs(tick) >= 1e6)
        return QString::number(tick / 1e6, 'g', 4) + QStringLiteral("M");
    if (std::abs(tick) >= 1e4)
        return QString::number(tick / 1e3, 'g', 4) + QStringLiteral("k");
    return QString::number(tick, 'f', 0);
}

UnitTicker::UnitTicker(QString unit)
    : unit_(std::move(unit))
{
}

double UnitTicker::getTickStep(const QCPRange &range)
{
    const double step = QCPAxisTicker::getTickStep(range);
    decimals_ = 0;
    for (double scaled = step; decimals_ < 6 && std::abs(scaled - std::round(scaled)) > 1e-6;
         scaled *= 10)
        ++decimals_;
    return step;
}

QString UnitTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    return QString::number(std::abs(tick) < 1e-12 ? 0.0 : tick, 'f', decimals_) + unit_;
}

QVector<double> RatioTicker::createTickVector(double tickStep, const QCPRange &range)
{
    const double decades = std::log10(range.upper / range.lower);
    if (decades < 0.9)
        return QCPAxisTicker::createTickVector(tickStep, range);
    const int stride = std::max(1, qRound(decades / tickCount()));
    QVector<double> ticks;
    for (int power = int(std::floor(std::log10(range.lower))); power <= std::log10(range.upper);
         ++power) {
        if (power % stride != 0)
            continue;
        ticks.append(std::pow(10.0, power));
        if (2 * decades < tickCount())
            ticks << 2 * std::pow(10.0, power) << 5 * std::pow(10.0, power);
    }
    return ticks;
}

QString RatioTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    return QString::number(tick, 'g', 4);
}

void paintPlot(QCustomPlot &plot, QPainter &painter, const QSize &size)
{
    QPicture picture;
    QCPPainter drawing(&picture);
    drawing.setMode(QCPPainter::pmNoCaching);
    drawing.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&drawing, size.width(), size.height());
    drawing.end();
    painter.drawPicture(0, 0, picture);
}

void styleAxes(QCustomPlot *plot, const QPalette &palette, const QFont &font)
{
    const auto quiet = ink(Ink::Muted, palette);
    const auto faint = ink(Ink::Faint, palette);
    plot->setBackground(palette.color(QPalette::Base));
    for (auto *axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(axis == plot->xAxis ? QPen(quiet) : Qt::NoPen);
        axis->setTickPen(axis == plot->xAxis ? QPen(quiet) : Qt::NoPen);
        axis->setTickLength(0, 4);
        axis->setTickLabelColor(quiet);
        axis->setTickLabelFont(font);
        axis->setLabelColor(quiet);
        axis->setLabelFont(font);
        axis->grid()->setPen(faint);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    plot->xAxis->grid()->setVisible(false);
}

} // namespace tlvfc::ui
