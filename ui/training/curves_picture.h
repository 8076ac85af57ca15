// The curves as a picture for a paper or a page.
#pragma once

#include "ui/theme/picture_file.h"
#include "ui/training/curve_readings.h"

#include <QFont>
#include <QPalette>

namespace tlvfc::ui {

class CurvePlot;

/// Both plots beside each other with a legend below. The picture must not outlive the plots.
Picture curvesPicture(CurvePlot &accuracy, CurvePlot &loss, const QList<ShownRun> &runs,
                      const QPalette &palette, const QFont &font);

} // namespace tlvfc::ui
