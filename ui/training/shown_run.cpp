#include "ui/training/shown_run.h"

#include "ui/jobs/run_watcher.h"
#include "ui/training/run_words.h"

#include <algorithm>
#include <cmath>

namespace tlvfc::ui {

ShownRun shownRun(const RunWatcher &watcher, const QString &name, const QColor &color)
{
    const auto &spec = watcher.spec();
    ShownRun run{QString::fromStdString(watcher.folder().path.string()),
                 name,
                 color,
                 watcher.points(),
                 spec.training.epochs,
                 watcher.size()};
    run.title = runTitle(spec);
    run.seed = spec.seed;
    run.method = strategyTitle(spec.strategy);
    run.target = networkTitle(spec.target);
    run.data = QString::fromStdString(spec.data.source);
    run.setting = watcher.setting();
    return run;
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
