// Who writes a run, and how the run stands.
#pragma once

#include "core/runs/run_folder.h"

#include <filesystem>

namespace tlvfc {

/// One writer per folder. Held until destroyed; an abandoned lock of this host is taken over.
class RunLock
{
public:
    /// @throws Error (Failure) naming host and process where another writer holds it.
    explicit RunLock(const RunFolder &run);
    ~RunLock();
    RunLock(const RunLock &) = delete;
    RunLock &operator=(const RunLock &) = delete;

private:
    std::filesystem::path file_;
    int descriptor_ = -1;
};

enum class RunState {
    Prepared, ///< never started
    Running,  ///< a process holds the lock
    Finished,
    Stopped, ///< ended on request, can go on later
    Failed,  ///< ended with an error, which the last event tells
    Broken,  ///< the lock's process is gone and no event says why
};

/// What the folder says of the run now. @throws Error as last_event().
RunState run_state(const RunFolder &run);

/// Kills the process that writes the run, for one that hangs and obeys no request. The run goes on
/// later from the state that it kept last (ResumeKeeper); does nothing where no process writes it.
/// @throws Error (InvalidRequest) if the process is on another machine, which is named; (Failure)
///         if it belongs to another person.
void kill_writer(const RunFolder &run);

} // namespace tlvfc
