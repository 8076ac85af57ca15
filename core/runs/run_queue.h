// The order in which runs of one folder are carried out. A window or a person changes it, one
// process (`tlvfc queue`) carries it out; what became of a run stands in the run's own folder.
#pragma once

#include "core/runs/run_folder.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tlvfc {

struct QueuedRun
{
    std::string name;  ///< of its folder below the root
    bool held = false; ///< not before somebody says so
    int tries = 0;     ///< how many failures are forgiven: one more and the run waits no longer

    friend bool operator==(const QueuedRun &, const QueuedRun &) = default;
};

struct RunQueue
{
    std::vector<QueuedRun> runs; ///< the first is carried out first
    bool paused = false;         ///< runs that go stop with their state kept, none begins
    int at_a_time = 1;

    friend bool operator==(const RunQueue &, const RunQueue &) = default;
};

/// ROOT/.queue, with queue.json, the carrying process's lock and its log.
RunFolder queue_folder(const std::filesystem::path &root);

/// Empty where there is none. @throws Error (UnreadableInput) naming file and key.
RunQueue read_queue(const std::filesystem::path &root);

/// Reads, changes and writes while nobody else does. @throws Error (Failure) if it cannot be
/// written.
void change_queue(const std::filesystem::path &root, const std::function<void(RunQueue &)> &change);

/// Adds those that are not there yet, at the end; one that is there is held no longer, and tried
/// again if it had failed.
void add_to_queue(const std::filesystem::path &root, const std::vector<std::string> &names);

enum class QueueTurn {
    Ready, ///< prepared, stopped, broken off, or failed and forgiven
    Going,
    Finished,
    Failed,
    Held,
    Gone, ///< its folder holds no run
};

/// What is to be done with it now.
QueueTurn queue_turn(const std::filesystem::path &root, const QueuedRun &run);

/// How often its log says that it failed.
int failures_of(const RunFolder &run);

} // namespace tlvfc
