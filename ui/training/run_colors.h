// Colors of runs: a method keeps its color everywhere, its runs differ in shade.
#pragma once

#include "core/runs/run_lock.h"
#include "ui/jobs/run_news.h"

#include <QColor>
#include <QIcon>
#include <QList>
#include <QPalette>
#include <QPixmap>

namespace tlvfc::ui {

/// The method's color, which some of the less usual ones share; shade 0 is the color itself, the
/// next ones are lighter and darker in turn.
QColor runColor(const std::string &method, int shade);

/// A tone of seriesColor() toward the background or the text, as shade_share() says.
QColor shaded(std::size_t tone, int shade);

/// A short line of the color, as it stands in legends; on a selected row it needs a ground.
QPixmap swatch(const QColor &color, const QColor &ground = Qt::transparent,
               const QList<qreal> &dashes = {});

/// A state's mark, told apart by shape as well as by color; on a selected row by shape alone.
QIcon stateIcon(RunState state, const QPalette &palette, bool isSelected = false);

/// The color of a line of the log.
QColor logColor(RunLogLine::Level level, const QPalette &palette);

} // namespace tlvfc::ui
