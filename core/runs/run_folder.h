// A run is a folder that one process writes and any number read.
#pragma once

#include "core/runs/spec.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// The files of a run.
struct RunFolder
{
    std::filesystem::path path;

    std::filesystem::path spec() const { return path / "spec.json"; }
    /// Which image went where: {"train": [NAME, …], "val": […], "test": […]}.
    std::filesystem::path split() const { return path / "split.json"; }
    std::filesystem::path events() const { return path / "events.jsonl"; }
    std::filesystem::path result() const { return path / "result.json"; }
    /// What the best weights say of every test image, see predictions.h.
    std::filesystem::path predictions() const { return path / "test.safetensors"; }
    /// See kernel_history.h.
    std::filesystem::path kernels() const { return path / "kernels"; }
    std::filesystem::path best_weights() const { return path / "best.safetensors"; }
    std::filesystem::path last_weights() const { return path / "last.safetensors"; }
    std::filesystem::path resume_point() const { return path / "state" / "resume.safetensors"; }
    std::filesystem::path lock() const { return path / "lock.json"; }
    /// What a further process of the run tells, from 1.
    std::filesystem::path process_events(int rank) const
    {
        return path / ("process-" + std::to_string(rank) + ".jsonl");
    }
    /// What a person says about it, see run_notes.h.
    std::filesystem::path notes() const { return path / "notes.json"; }
    std::filesystem::path stop_request() const { return path / "commands" / "stop"; }
    std::filesystem::path log() const { return path / "log.txt"; } ///< the child's own output
};

/// Makes the folder with its spec.
/// @throws Error (InvalidRequest) if it already holds a run; (Failure) if it cannot be written.
RunFolder create_run(const std::filesystem::path &folder, const RunSpec &spec);

/// Where runs live unless told otherwise: data_folder()/runs.
std::filesystem::path default_runs_root();

/// A folder below `root` that does not exist yet, named after the spec and the time.
std::filesystem::path new_run_path(const std::filesystem::path &root, const RunSpec &spec);

/// Folders below `root` that hold a spec.json, newest first.
std::vector<RunFolder> list_runs(const std::filesystem::path &root);

/// Asks the writing process, here or on another machine, to end cleanly.
void request_stop(const RunFolder &run);

/// Kills the process that writes the run, for one that hangs and obeys no request. The run goes on
/// later from the state that it kept last (ResumeKeeper); does nothing where no process writes it.
/// @throws Error (InvalidRequest) if the process is on another machine, which is named; (Failure)
///         if it belongs to another person.
void kill_writer(const RunFolder &run);

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

} // namespace tlvfc
