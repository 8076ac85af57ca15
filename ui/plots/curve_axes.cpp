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
