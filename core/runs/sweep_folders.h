// The folders of a sweep's runs, made once each however many processes make them.
#pragma once

#include "core/runs/run_folder.h"
#include "core/runs/sweep_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tlvfc {

/// What stands in the way of the sweep's runs below `root`.
/// @throws Error (InvalidRequest) for a folder with the name of one of the runs that holds another
///         run, with the first key that differs, or no run at all. Titles may differ, and threads
///         where the sweep leaves them open (0).
void check_sweep_folders(const std::filesystem::path &root, const std::vector<SweepRun> &runs);

/// The run's folder below `root`: the one that is there, or a new one, which appears complete.
/// @param open_threads  written into a new specification that leaves the threads open
/// @throws Error as check_sweep_folders(); (Failure) if the folder cannot be made.
RunFolder ensure_sweep_run(const std::filesystem::path &root, const SweepRun &run,
                           int open_threads = 0);

} // namespace tlvfc
