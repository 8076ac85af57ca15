// The curves as a picture file for a paper or a page.
#pragma once

#include "ui/training/curve_readings.h"

#include <QFont>
#include <QPalette>
#include <QString>

namespace tlvfc::ui {

class CurvePlot;

/// Both plots beside each other with a legend below, as .png (twice the size on screen), .pdf or
/// .svg, whichever the file's name says.
/// @throws Error (InvalidRequest) for another extension, (Failure) if the file cannot be written.
void saveCurves(const QString &file, CurvePlot &accuracy, CurvePlot &loss,
                const QList<ShownRun> &runs, const QPalette &palette, const QFont &font);

} // namespace tlvfc::ui
