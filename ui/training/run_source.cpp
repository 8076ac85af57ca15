#include "ui/training/run_source.h"

#include "ui/jobs/run_watcher.h"
#include "ui/training/run_words.h"

#include <QCoreApplication>

namespace tlvfc::ui {

std::optional<NetworkSpec> sourceOf(const RunWatcher &run)
{
    const bool hasEnded = run.state() == RunState::Finished || run.state() == RunState::Stopped;
    if (!run.hasLooked() || run.isGoing() || !hasEnded || !run.hasBestWeights())
        return std::nullopt;
    return NetworkSpec{run.spec().target.name, run.folder().best_weights().string(), 0};
}

QString sourceMeaning(const RunWatcher &run)
{
    const auto name = networkTitle({run.spec().target.name, {}, 0});
    const auto best = run.best();
    return best ? QCoreApplication::translate("RunSource", "%1, best validation %2")
                      .arg(name, percentText(best->val_accuracy))
                : name;
}

} // namespace tlvfc::ui
