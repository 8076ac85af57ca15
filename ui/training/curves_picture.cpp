#include "ui/training/curves_picture.h"

#include "ui/plots/curve_plot.h"
#include "ui/training/run_words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr QSize plotSize(560, 360);
constexpr int legendLine = 20;
constexpr int margin = 12;
constexpr qsizetype mostLegendLines = 40;

/// Two lines to a run explain themselves, three do not.
bool needsKey(const QList<ShownRun> &runs)
{
    return std::any_of(runs.begin(), runs.end(),
                       [](const ShownRun &run) { return hasClean(run.points); });
}

void paint(QPainter &painter, const QSize &size, CurvePlot &accuracy, CurvePlot &loss,
           const QList<ShownRun> &runs, const QPalette &palette, const QFont &font)
{
    painter.fillRect(QRect(QPoint(), size), palette.color(QPalette::Base));
    painter.drawPicture(0, 0, accuracy.picture(plotSize));
    painter.drawPicture(plotSize.width(), 0, loss.picture(plotSize));
    painter.setFont(font);
    int y = plotSize.height() + legendLine / 2;
    for (const auto &run : runs.first(std::min(runs.size(), mostLegendLines))) {
        painter.setPen(QPen(run.color, 2));
        painter.drawLine(margin, y, margin + 24, y);
        painter.setPen(palette.color(QPalette::Text));
        auto text = run.name;
        if (const auto best = bestPoint(run.points))
            text += QCoreApplication::translate("CurvesPicture",
                                                " – best validation accuracy %1 in epoch %2")
                        .arg(percentText(best->val_accuracy))
                        .arg(best->epoch);
        painter.drawText(QRect(margin + 34, y - legendLine / 2, size.width(), legendLine),
                         Qt::AlignVCenter | Qt::AlignLeft, text);
        y += legendLine;
    }
    if (runs.size() > mostLegendLines) {
        painter.drawText(QRect(margin + 34, y - legendLine / 2, size.width(), legendLine),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         QCoreApplication::translate("CurvesPicture", "and %L1 more")
                             .arg(runs.size() - mostLegendLines));
        y += legendLine;
    }
    if (needsKey(runs))
        painter.drawText(QRect(margin, y - legendLine / 2, size.width(), legendLine),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         QCoreApplication::translate(
                             "CurvesPicture", "solid: validation; dashed: training; dotted: "
                                              "training images without crossover and mixup"));
}

} // namespace

Picture curvesPicture(CurvePlot &accuracy, CurvePlot &loss, const QList<ShownRun> &runs,
                      const QPalette &palette, const QFont &font)
{
    const int lines =
        static_cast<int>(std::min(runs.size(), mostLegendLines + 1)) + (needsKey(runs) ? 1 : 0);
    const QSize size(2 * plotSize.width(), plotSize.height() + lines * legendLine + margin);
    return {QCoreApplication::translate("CurvesPicture", "The runs' curves"), size,
            [=, &accuracy, &loss](QPainter &painter) {
                paint(painter, size, accuracy, loss, runs, palette, font);
            }};
}

} // namespace tlvfc::ui
