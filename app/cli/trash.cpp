// trash: runs put away, brought back, or deleted for good.
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/words.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_trash.h"

#include <algorithm>
#include <filesystem>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

struct Options
{
    std::vector<std::string> folders;
    std::string restore;
    bool list = false;
    bool empty = false;
    bool yes = false;
};

std::string counted(std::size_t runs)
{
    return std::to_string(runs) + (runs == 1 ? " run" : " runs");
}

fs::path only_root(const Options &options)
{
    if (options.folders.size() != 1 || !is_folder(options.folders.front()))
        throw invalid_request("no folder of runs", "option folder",
                              "give the one folder whose trash is meant");
    if (is_there(RunFolder{options.folders.front()}.spec()))
        throw invalid_request("the folder is itself a run", options.folders.front(),
                              "give the folder above");
    return options.folders.front();
}

void list(const fs::path &root, const Common &common)
{
    Json document = Json::array();
    for (const auto &trashed : list_trash(root)) {
        const auto bytes = folder_bytes(trashed.run.path);
        common.say(trashed.name() + "  " + megabytes(bytes) + "  " + trashed.run.path.string());
        document.push_back(
            {{"name", trashed.name()}, {"folder", trashed.run.path.string()}, {"bytes", bytes}});
    }
    if (document.empty())
        common.say("the trash is empty");
    common.print({{"folder", root.string()}, {"trash", document}});
}

/// The newest of that name, or the one in that folder.
RunFolder trashed_run(const fs::path &root, const std::string &wanted)
{
    const auto all = list_trash(root);
    const auto is_wanted = [&](const TrashedRun &trashed) {
        return trashed.name() == wanted || trashed.run.path == wanted;
    };
    const auto found = std::ranges::find_if(all, is_wanted);
    if (found == all.end())
        throw invalid_request("there is no run '" + wanted + "' in the trash", root.string(),
                              "choose one that --list lists");
    return found->run;
}

void restore(const fs::path &root, const std::string &wanted, const Common &common)
{
    const auto back = restore_from_trash(trashed_run(root, wanted));
    common.say("restored to " + back.path.string());
    common.print({{"restored", back.path.string()}});
}

void empty(const fs::path &root, bool yes, const Common &common)
{
    const auto size = trash_size(root);
    if (size.runs > 0 && !yes)
        throw invalid_request("this would delete " + counted(size.runs) + ", " +
                                  megabytes(size.bytes) + ", for good",
                              trash_folder(root).string(), "say --yes as well");
    const auto gone = empty_trash(root);
    common.say("deleted " + counted(gone.runs) + ", " + megabytes(gone.bytes));
    common.print({{"runs", gone.runs}, {"bytes", gone.bytes}});
}

void put_away(const Options &options, const Common &common)
{
    // All or none for what can be told before.
    for (const auto &folder : options.folders) {
        if (!is_there(RunFolder{folder}.spec()))
            throw invalid_request("the folder holds no run", folder, "give a run's own folder");
        if (run_state({folder}) == RunState::Running)
            throw failure("a process writes this run", folder, "wait for it, or stop it");
    }
    Json document = Json::array();
    for (const auto &folder : options.folders) {
        const auto trashed = move_to_trash({folder});
        common.say(folder + "  is in the trash");
        document.push_back({{"run", folder}, {"folder", trashed.run.path.string()}});
    }
    common.print({{"trash", document}});
}

void run(const Options &options, const Common &common)
{
    if (options.list)
        list(only_root(options), common);
    else if (options.empty)
        empty(only_root(options), options.yes, common);
    else if (!options.restore.empty())
        restore(only_root(options), options.restore, common);
    else
        put_away(options, common);
}

} // namespace

void add_trash(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("trash", "Put runs into the trash, and bring them back");
    auto options = std::make_shared<Options>();
    command
        ->add_option("folder", options->folders,
                     "The runs' folders; with --list, --restore or --empty the folder of runs")
        ->required()
        ->transform(folder);
    auto *list = command->add_flag("--list", options->list, "What lies in the trash");
    auto *back = command->add_option("--restore", options->restore,
                                     "Bring the run of this name back to where it was");
    auto *empty = command->add_flag("--empty", options->empty, "Delete all of it for good");
    command->add_flag("--yes", options->yes, "Yes, for good")->needs(empty);
    list->excludes(back)->excludes(empty);
    back->excludes(empty);
    add_common_options(*command, common);
    command->footer("The trash is .trash in the folder of runs; what lies there counts nowhere. A "
                    "run that is being written stays.\nExample: tlvfc trash runs/first-try\n"
                    "Example: tlvfc trash runs --restore first-try");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
