// A run is a folder that one process writes (run_lock.h) and any number read.
#pragma once

#include "core/runs/spec.h"

#include <filesystem>
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

} // namespace tlvfc
