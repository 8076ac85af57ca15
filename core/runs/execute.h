// Carries a prepared run out: what `tlvfc run FOLDER` does.
#pragma once

#include "core/base/progress.h"
#include "core/runs/run_folder.h"

namespace tlvfc {

/// Loads networks and data, transfers, trains, evaluates, and writes events, weights and result
/// into the folder. Returns when finished or stopped (by `stop` or the folder's stop request).
/// A stop request from before the start stops it too, once.
/// @throws Error whatever went wrong; it stands in the events too.
void execute_run(const RunFolder &run, std::stop_token stop, const ProgressHandler &progress = {});

} // namespace tlvfc
