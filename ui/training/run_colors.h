// Colors of runs: a method keeps its color everywhere, its runs differ in shade.
#pragma once

#include "core/runs/run_folder.h"
#include "ui/jobs/run_news.h"

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QPixmap>

namespace tlvfc::ui {

/// The method's color, which some of the less usual ones share; shade 0 is the color itself, the
/// next ones are lighter and darker in turn.
QColor runColor(const std::string &method, int shade);

/// A short line of the color, as it stands in legends.
QPixmap swatch(const QColor &color);

/// A state's mark, told apart by shape as well as by color.
QIcon stateIcon(RunState state, const QPalette &palette);

/// The color of a line of the log.
QColor logColor(RunLogLine::Level level, const QPalette &palette);

} // namespace tlvfc::ui
