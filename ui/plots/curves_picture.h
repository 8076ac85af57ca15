// Curves as a picture for a paper or a page.
#pragma once

#include "ui/theme/picture_file.h"

#include <QColor>
#include <QList>

namespace tlvfc::ui {

class CurvePlot;

struct LegendLine
{
    QColor color;
    QList<qreal> dashes; ///< in line widths; empty: solid
    QString text;
};

/// Plots beside each other, or below where that would make them narrow, with a legend below and a
/// key under it. The picture must not outlive the plots.
Picture curvesPicture(const QString &name, const QList<CurvePlot *> &plots,
                      const QList<LegendLine> &legend, const QString &key = {});

} // namespace tlvfc::ui
