#include "app/cli/run_progress.h"

#include "core/base/error.h"
#include "core/runs/events.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>

namespace tlvfc::cli {

namespace {

constexpr std::chrono::milliseconds interval(200);

/// False when stopped.
bool wait(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, interval, [] { return false; });
    return !stop.stop_requested();
}

void tell(const Event &event, const Common &common)
{
    const auto text = [&](const char *key) { return event.fields.value(key, std::string()); };
    if (event.kind == "epoch")
        say_epoch(event.fields, common);
    else if (event.kind == "started")
        common.say("started on " + text("host") + ", " + text("device"));
    else if (event.kind == "resumed")
        common.say("goes on, on " + text("host") + ", " + text("device"));
    else if (event.kind == "log")
        common.say(text("text"));
    else if (event.kind == "finished")
        say_result(event.fields, common);
}

bool is_over(RunState state) { return state != RunState::Prepared && state != RunState::Running; }

void run(const RunFolder &folder, const Common &common)
{
    if (!std::filesystem::exists(folder.spec()))
        throw invalid_request("the folder holds no run", folder.path.string(),
                              "give one that `tlvfc train --run DIR` made");
    EventReader reader(folder.events());
    for (;;) {
        const auto state = run_state(folder); // before the look: nothing comes after the end
        for (const auto &event : reader.poll())
            tell(event, common);
        if (is_over(state)) {
            if (state == RunState::Failed)
                throw failure("the run has failed: " +
                                  last_event(folder.events())->fields.value("error", std::string()),
                              folder.path.string(), "mend it and go on with `tlvfc resume`");
            if (state != RunState::Finished)
                common.say(state == RunState::Stopped
                               ? "stopped; go on with `tlvfc resume`"
                               : "its process is gone; go on with `tlvfc resume`");
            common.print(describe_run(folder));
            return;
        }
        if (!wait(common.stop))
            throw interrupted("no longer watched, the run goes on: " + folder.path.string());
    }
}

} // namespace

void add_watch(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("watch", "Follow a run to its end, here or on a cluster");
    auto folder = std::make_shared<std::string>();
    command->add_option("folder", *folder, "The run's folder")->required();
    add_common_options(*command, common);
    command->footer("Example: tlvfc watch runs/tlvfc-seed2");
    command->callback([folder, &common] { run(RunFolder{*folder}, common); });
}

} // namespace tlvfc::cli
