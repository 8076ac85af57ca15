// Pictures of every page, for README and for whoever changes the window.
#pragma once

#include "ui/window/studio_options.h"

#include <QStringList>

namespace tlvfc::ui {

class MainWindow;

/// Walks through the pages with the networks that the options name, by default the demo project's,
/// and writes a PNG of each into options.capture. The Train page shows the runs below options.runs;
/// without that the demo's two are trained first.
/// @returns the files written. @throws Error where the folder cannot be written, or the window did
///          not come to show what a picture is to show.
QStringList capturePages(MainWindow &window, const StudioOptions &options);

} // namespace tlvfc::ui
