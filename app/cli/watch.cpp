#include "app/cli/options.h"
#include "app/cli/run_progress.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/sleep.h"
#include "core/runs/events.h"
#include "core/runs/run_lock.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds interval(200);
constexpr std::chrono::milliseconds for_each_run(10); ///< of many, on a cluster's disk

bool may_be_there(const RunFolder &folder)
{
    std::error_code unknown; // a network folder may be away for a moment
    return fs::exists(folder.spec(), unknown) || unknown;
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

/// Also of a run whose folder went to the trash: nothing comes any more.
bool is_over(const RunFolder &folder, RunState state)
{
    return !may_be_there(folder) || (state != RunState::Prepared && state != RunState::Running);
}

std::string failure_of(const RunFolder &folder)
{
    const auto event = last_event(folder.events()); // none where the folder has gone since
    return event ? event->fields.value("error", std::string()) : std::string();
}

/// How a run that is over has ended, unless it is finished.
std::string fate_of(const RunFolder &folder, RunState state)
{
    if (!may_be_there(folder))
        return "its folder is gone";
    switch (state) {
    case RunState::Failed:
        return "the run has failed: " + failure_of(folder);
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
        if (is_over(folder, state)) {
            if (!may_be_there(folder))
                throw failure("the run is gone", folder.path.string(),
                              "look for it with `tlvfc trash FOLDER --list`");
            const auto fate = fate_of(folder, state);
            if (state == RunState::Failed)
                throw failure(fate, folder.path.string(), "mend it and go on with `tlvfc resume`");
            if (!fate.empty())
                common.say(fate);
            common.print(describe_run(folder));
            return;
        }
        if (!sleep_unless_stopped(common.stop, interval))
            throw interrupted("no longer watched, the run goes on: " + folder.path.string());
    }
}

/// One of many.
struct Watched
{
    RunFolder folder;
    EventReader reader;
    RunState state = RunState::Prepared;
    bool over = false;

    std::string name() const { return folder.path.filename().string(); }

    /// Says what is new of it.
    void look(const Common &common)
    {
        const auto now = run_state(folder);
        for (const auto &event : reader.poll()) {
            if (const auto line = line_of(event); !line.empty())
                common.say(name() + ": " + line);
        }
        const bool was_over = std::exchange(over, is_over(folder, now));
        if (over && (!was_over || now != state)) {
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
        if (std::ranges::all_of(runs, &Watched::over))
            break;
        const auto pause = std::max(interval, for_each_run * static_cast<int>(runs.size()));
        if (!sleep_unless_stopped(common.stop, pause))
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
    if (is_there(folder.spec())) {
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
    command->add_option("folder", *folder, "A run's folder, or one that holds several")
        ->required()
        ->transform(cli::folder);
    add_common_options(*command, common);
    command->footer(
        "Of several runs every line has the run's name before it, and the exit status is 1 "
        "where one has failed\nwhen all are over.\nExample: tlvfc watch "
        "runs/tlvfc-seed2");
    command->callback([folder, &common] { run(RunFolder{*folder}, common); });
}

} // namespace tlvfc::cli
