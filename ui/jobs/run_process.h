// Starts the processes that carry runs out, detached: they live on when the window closes.
#pragma once

#include "core/runs/run_folder.h"

#include <QString>

namespace tlvfc::ui {

/// The command line program: TLVFC_EXECUTABLE where that is set, else the one beside this program.
QString runExecutable();

/// Starts `tlvfc queue --runs ROOT` with its output in the queue's log.
/// @throws Error (Failure) if it does not start.
void startQueueProcess(const std::filesystem::path &root);

/// Starts `tlvfc run FOLDER` with its output in the folder's log.
/// @throws Error (Failure) if it does not start.
void startRunProcess(const RunFolder &run);

} // namespace tlvfc::ui
