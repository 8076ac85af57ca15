// A run as the curves show it.
#pragma once

#include "core/training/epoch_point.h"
#include "ui/jobs/run_news.h"

#include <QColor>
#include <QList>
#include <QString>

#include <optional>

namespace tlvfc::ui {

class RunWatcher;

struct ShownRun
{
    QString id;
    QString name;
    QColor color;
    QList<EpochPoint> points; ///< by rising epoch, each once
    int epochs = 0;           ///< planned
    RunSize size = {};

    // What curves are grouped by, in people's words.
    QString method = {};
    QString target = {};
    QString data = {};
    QString title = {};   ///< without what tells runs of the same title apart, or a name given
    QString setting = {}; ///< all that decides the run but its seed: the same for seeds of one mean
    quint64 seed = 0;
    int seeds = 1; ///< that it is the mean of
};

/// @param name  as it is called beside the others, see RunNames
/// @pre the watcher has looked and its folder holds a run.
ShownRun shownRun(const RunWatcher &watcher, const QString &name, const QColor &color);

/// Whether the network's own accuracy on training images was measured in any epoch.
bool hasClean(const QList<EpochPoint> &points);

/// The point of the best validation accuracy; none without points.
std::optional<EpochPoint> bestPoint(const QList<EpochPoint> &points);

} // namespace tlvfc::ui
