#include "ui/training/shown_run.h"

#include "ui/jobs/run_watcher.h"
#include "ui/training/run_words.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

ShownRun shownRun(const RunWatcher &watcher, const QColor &color)
{
    const auto &spec = watcher.spec();
    ShownRun run{QString::fromStdString(watcher.folder().path.string()),
                 runName(watcher),
                 color,
                 watcher.points(),
                 spec.training.epochs,
                 watcher.size()};
    run.title = runTitle(spec);
    run.seed = spec.seed;
    run.method = methodTitle(spec.strategy.method);
    run.target = networkTitle(spec.target);
    run.data = QString::fromStdString(spec.data.source);
    run.setting = watcher.setting();
    return run;
}

void tellApart(QList<ShownRun> &runs)
{
    QHash<QString, int> counts;
    for (const auto &run : std::as_const(runs))
        ++counts[run.name];
    for (auto &run : runs) {
        if (counts.value(run.name) > 1)
            run.name = QCoreApplication::translate("ShownRun", "%1, seed %2")
                           .arg(run.name, QString::number(run.seed));
    }
}

bool hasClean(const QList<EpochPoint> &points)
{
    return std::any_of(points.begin(), points.end(),
                       [](const EpochPoint &point) { return std::isfinite(point.clean_accuracy); });
}

std::optional<EpochPoint> bestPoint(const QList<EpochPoint> &points)
{
    const auto best =
        std::max_element(points.begin(), points.end(), [](const auto &a, const auto &b) {
            return a.val_accuracy < b.val_accuracy;
        });
    return best == points.end() ? std::nullopt : std::optional(*best);
}

} // namespace tlvfc::ui
