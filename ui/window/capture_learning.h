// Pictures of the help and of the guided tour.
#pragma once

#include <QDir>
#include <QStringList>

namespace tlvfc::ui {

class MainWindow;

/// Walks through the tour's steps on the demo project and leaves it again.
/// @returns the files written. @throws Error where one cannot be written.
QStringList captureLearning(MainWindow &window, const QDir &folder);

} // namespace tlvfc::ui
