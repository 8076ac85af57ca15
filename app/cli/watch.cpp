#include "app/cli/run_progress.h"

#include "core/base/error.h"
#include "core/runs/events.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds interval(200);
constexpr std::chrono::milliseconds for_each_run(10); ///< of many, on a cluster's disk

/// False when stopped.
bool wait(const std::stop_token &stop, std::chrono::milliseconds time)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// What an event says to people; empty for one that says nothing.
std::string line_of(const Event &event)
{
    const auto text = [&](const char *key) { return event.fields.value(key, std::string()); };
    if (event.kind == "epoch")
        return epoch_line(event.fields);
    if (event.kind == "started")
        return "started on " + text("host") + ", " + text("device");
    if (event.kind == "resumed")
        return "goes on, on " + text("host") + ", " + text("device");
    if (event.kind == "log")
        return text("text");
    if (event.kind == "finished")
        return result_line(event.fields);
    return {};
}

bool is_over(RunState state) { return state != RunState::Prepared && state != RunState::Running; }

/// How a run that is over has ended, unless it is finished.
std::string fate_of(const RunFolder &folder, RunState state)
{
    switch (state) {
    case RunState::Failed:
        return "the run has failed: " +
               last_event(folder.events())->fields.value("error", std::string());
    case RunState::Stopped:
        return "stopped; go on with `tlvfc resume`";
    case RunState::Broken:
        return "its process is gone; go on with `tlvfc resume`";
    default:
        return {};
    }
}

void watch_one(const RunFolder &folder, const Common &common)
{
    EventReader reader(folder.events());
    for (;;) {
        const auto state = run_state(folder); // before the look: nothing comes after the end
        for (const auto &event : reader.poll()) {
            if (const auto line = line_of(event); !line.empty())
                common.say(line);
        }
        if (is_over(state)) {
            const auto fate = fate_of(folder, state);
            if (state == RunState::Failed)
                throw failure(fate, folder.path.string(), "mend it and go on with `tlvfc resume`");
            if (!fate.empty())
                common.say(fate);
            common.print(describe_run(folder));
            return;
        }
        if (!wait(common.stop, interval))
            throw interrupted("no longer watched, the run goes on: " + folder.path.string());
    }
}

/// One of many.
struct Watched
{
    RunFolder folder;
    EventReader reader;
    RunState state = RunState::Prepared;

    std::string name() const { return folder.path.filename().string(); }

    /// Says what is new of it.
    void look(const Common &common)
    {
        const auto now = run_state(folder);
        for (const auto &event : reader.poll()) {
            if (const auto line = line_of(event); !line.empty())
                common.say(name() + ": " + line);
        }
        if (now != state && is_over(now)) {
            if (const auto fate = fate_of(folder, now); !fate.empty())
                common.say(name() + ": " + fate);
        }
        state = now;
    }
};

/// A run that has failed may be tried again as long as others go on.
void watch_many(const fs::path &root, std::vector<Watched> runs, const Common &common)
{
    for (;;) {
        for (auto &run : runs)
            run.look(common);
        if (std::ranges::all_of(runs, [](const Watched &run) { return is_over(run.state); }))
            break;
        if (!wait(common.stop, std::max(interval, for_each_run * static_cast<int>(runs.size()))))
            throw interrupted("no longer watched, the runs go on: " + root.string());
    }
    Json documents = Json::array();
    for (const auto &run : runs)
        documents.push_back(describe_run(run.folder));
    common.print({{"runs", documents}});
    const auto failed = std::ranges::count(runs, RunState::Failed, &Watched::state);
    if (failed > 0)
        throw failure(std::to_string(failed) + " of " + std::to_string(runs.size()) +
                          " runs have failed",
                      root.string(), "mend what is wrong and go on with `tlvfc sweep` or `resume`");
}

void run(const RunFolder &folder, const Common &common)
{
    if (fs::exists(folder.spec())) {
        watch_one(folder, common);
        return;
    }
    std::vector<Watched> runs;
    for (auto &run : list_runs(folder.path))
        runs.push_back({run, EventReader(run.events())});
    if (runs.empty())
        throw invalid_request("the folder holds no run", folder.path.string(),
                              "give one that `tlvfc train` or `tlvfc sweep` made");
    std::ranges::sort(runs, {}, &Watched::name);
    watch_many(folder.path, std::move(runs), common);
}

} // namespace

void add_watch(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("watch", "Follow runs to their end, here or on a cluster");
    auto folder = std::make_shared<std::string>();
    command->add_option("folder", *folder, "A run's folder, or one that holds several")->required();
    add_common_options(*command, common);
    command->footer(
        "Of several runs every line has the run's name before it, and the exit status is 1 "
        "where one has failed\nwhen all are over.\nExample: tlvfc watch "
        "runs/tlvfc-seed2");
    command->callback([folder, &common] { run(RunFolder{*folder}, common); });
}

} // namespace tlvfc::cli
