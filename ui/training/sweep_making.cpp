#include "ui/training/sweep_making.h"

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/runs/run_queue.h"
#include "core/runs/sweep_folders.h"

#include <algorithm>
#include <thread>

namespace tlvfc::ui {

QStringList makeSweepFolders(const std::filesystem::path &root, const std::vector<SweepRun> &runs,
                             int atATime)
{
    // Threads decide a run's bits, so that its folder has to say how many.
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int threads = atATime > 1 ? std::max(1, cores / atATime) : 0;
    QStringList names;
    for (const auto &run : runs) {
        ensure_sweep_run(root, run, threads);
        names.append(QString::fromStdString(run.name));
    }
    return names;
}

void queueSweep(const SweepToQueue &sweep)
{
    std::vector<std::string> names;
    for (const auto &name : makeSweepFolders(sweep.root, sweep.runs, sweep.atATime))
        names.push_back(name.toStdString());
    change_queue(sweep.root, [&](RunQueue &queue) {
        queue.at_a_time = sweep.atATime;
        queue.paused = false;
    });
    add_to_queue(sweep.root, names);
}

QStringList dataAtHand()
{
    QStringList names;
    try {
        for (const auto &entry : read_catalog().data) {
            std::error_code absent;
            if (std::filesystem::is_directory(dataset_folder(entry), absent))
                names.append(QString::fromStdString(entry.name));
        }
    } catch (const Error &) {
        // Where the data are chosen, the Train page says what is wrong with the catalog.
    }
    return names;
}

} // namespace tlvfc::ui
