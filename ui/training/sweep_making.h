// What a planned comparison needs on disk.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/sweep_spec.h"

#include <QStringList>

#include <filesystem>
#include <vector>

namespace tlvfc::ui {

/// Makes the folders that are missing, as `tlvfc sweep` does; several at a time divide the cores.
/// @returns the folders' names. @throws Error (Failure) if one cannot be made.
QStringList makeSweepFolders(const std::filesystem::path &root, const std::vector<SweepRun> &runs,
                             int atATime);

/// A comparison on its way into the queue of the folder `root`.
struct SweepToQueue
{
    std::filesystem::path root;
    std::vector<SweepRun> runs;
    int atATime = 1;
};

/// Makes its folders and puts its runs at the end of the queue, which is paused no longer.
/// @throws Error (Failure) if that cannot be written.
void queueSweep(const SweepToQueue &sweep);

/// The catalog's data that are on this disk.
QStringList dataAtHand();

} // namespace tlvfc::ui
