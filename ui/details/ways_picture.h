// Plots of several ways to begin with their legend, as one picture to save.
#pragma once

#include "ui/details/ways.h"
#include "ui/theme/picture_file.h"

namespace tlvfc::ui {

/// The plots side by side under the legend and a note. Must not outlive them.
/// @pre there is a plot
Picture waysPicture(const QString &title, const QList<Way> &ways, const QString &note,
                    const QList<DepthPlot *> &plots);

} // namespace tlvfc::ui
