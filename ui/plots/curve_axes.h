// Tick marks and ranges of curve plots. Includes qcustomplot.h: for this room only.
#pragma once

#include <QPointF>

#include <qcustomplot.h>

namespace tlvfc::ui {

/// Whole numbers only, so that no epoch 1.5 is marked; few labels, no sub-ticks; "20k", "1.5M".
class WholeNumberTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;
};

/// Ticks with as many decimals as their step needs, followed by a unit.
class UnitTicker : public QCPAxisTicker
{
public:
    explicit UnitTicker(QString unit);

protected:
    double getTickStep(const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;

private:
    QString unit_;
    int decimals_ = 0;
};

/// Powers of ten, with 2 and 5 between them where few are in sight; equally spaced ones within less
/// than a decade.
class RatioTicker : public QCPAxisTicker
{
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;
};

/// Colors and fonts of the axes from a palette: nothing but the data stands out.
void styleAxes(QCustomPlot *plot, const QPalette &palette, const QFont &font);

/// The plot as drawing commands, for pictures of any resolution.
void paintPlot(QCustomPlot &plot, QPainter &painter, const QSize &size);

} // namespace tlvfc::ui
