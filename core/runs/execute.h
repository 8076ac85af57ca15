// Carries prepared runs out: what `tlvfc run FOLDER…` does.
#pragma once

#include "core/base/progress.h"
#include "core/runs/run_folder.h"

#include <functional>
#include <string>
#include <vector>

namespace tlvfc {

/// Loads networks and data, transfers, trains, evaluates, and writes events, weights and result
/// into the folder. Returns when finished or stopped (by `stop` or the folder's stop request).
/// A stop request from before the start stops it too, once.
/// @pre the specification's processes are one. @throws Error whatever went wrong; it stands in the
///      events too.
void execute_run(const RunFolder &run, std::stop_token stop, const ProgressHandler &progress = {});

/// Which of the processes of a run this one is, and how they find each other.
struct ProcessPlace
{
    int rank = 0;
    std::filesystem::path meeting; ///< a file that does not exist yet; the same for all
    /// Called now and then while the others have not all come; the Error that it throws ends the
    /// run. May be empty.
    std::function<void()> while_waiting = {};
};

/// A run whose specification names several processes needs a call in each of them, on one machine.
/// The first does what execute_run() does; the others lend it their part of the work, and write
/// nothing but their own events. A stop of any stops all.
/// @returns false where it was stopped before all had met: the others still wait for this one.
bool execute_run_together(const RunFolder &run, const ProcessPlace &place, std::stop_token stop,
                          const ProgressHandler &progress = {});

/// What two runs would need in common to go side by side, and have not, such as "data" or "seed";
/// empty where they can.
std::string what_keeps_apart(const RunSpec &a, const RunSpec &b);

/// Several runs side by side: the images are loaded and prepared once, and pass once through the
/// source that they share; each comes to the same bits as by itself. Each can be stopped by
/// itself, and one that fails leaves the others alone.
/// @throws Error (InvalidRequest) where something keeps them apart;
///         otherwise the first failure, when all have ended.
void execute_runs(const std::vector<RunFolder> &runs, std::stop_token stop,
                  const ProgressHandler &progress = {});

} // namespace tlvfc
