// runs: what a folder of runs holds, as a table.
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/words.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/events.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_search.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

struct Options
{
    std::string folder;
    std::string search;
    bool archived = false;
};

struct ListedRun
{
    RunFolder folder;
    RunSpec spec; ///< with no target where it cannot be read
    RunNotes notes;
    RunState state = RunState::Broken;
    std::string fault;
    double best = std::numeric_limits<double>::quiet_NaN();
    int epochs = 0;
};

std::string name_of(const fs::path &run) { return run.filename().string(); }

ListedRun look_at(const RunFolder &folder, const Common &common)
{
    ListedRun run;
    run.folder = folder;
    try {
        run.notes = read_run_notes(folder);
    } catch (const Error &error) {
        common.warn(error.what());
    }
    try {
        run.spec = read_run_spec(folder.spec());
        run.state = run_state(folder);
        std::vector<Event> events;
        EventReader(folder.events())
            .poll([&](Event event) { events.push_back(std::move(event)); },
                  EventReader::Progress::Newest);
        for (const auto &point : epoch_points(events)) {
            run.epochs = std::max(run.epochs, point.epoch);
            if (!(run.best >= point.val_accuracy))
                run.best = point.val_accuracy;
        }
    } catch (const Error &error) {
        run.fault = error.what();
    }
    return run;
}

std::string network_text(const NetworkSpec &network)
{
    return network.name.empty() ? fs::path(network.weights).filename().string() : network.name;
}

std::string networks_text(const RunSpec &spec)
{
    const auto target = network_text(spec.target);
    return spec.source.is_absent() ? target : network_text(spec.source) + " → " + target;
}

std::string tags_text(const RunNotes &notes)
{
    std::string text;
    for (const auto &tag : notes.tags)
        text += (text.empty() ? "#" : " #") + tag;
    return text;
}

Json to_json(const ListedRun &run)
{
    Json best; // null where nothing was measured
    if (std::isfinite(run.best))
        best = run.best;
    return {{"run", run.folder.path.string()},
            {"name", run.notes.name},
            {"note", run.notes.note},
            {"tags", run.notes.tags},
            {"archived", run.notes.archived},
            {"state", state_word(run.state)},
            {"method", run.spec.strategy.method},
            {"source", network_text(run.spec.source)},
            {"target", network_text(run.spec.target)},
            {"data", run.spec.data.source},
            {"seed", run.spec.seed},
            {"epochs", run.epochs},
            {"best_val_accuracy", best},
            {"fault", run.fault}};
}

void say_table(const std::vector<std::vector<std::string>> &rows, const Common &common)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], length(row[i]));
    }
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += to_the_left(row[i], widths[i]) + "  ";
        common.say(line.substr(0, line.find_last_not_of(' ') + 1));
    }
}

std::vector<std::string> cells_of(const ListedRun &run)
{
    const auto folder = name_of(run.folder.path);
    const auto name = run.notes.name.empty() ? run.spec.title : run.notes.name;
    const auto shown = name.empty() ? folder : name + " (" + folder + ")";
    if (!run.fault.empty())
        return {shown, "unreadable"};
    return {shown + (run.notes.archived ? " [archived]" : ""),
            std::string(state_word(run.state)),
            run.spec.strategy.method,
            networks_text(run.spec),
            run.spec.data.source,
            std::to_string(run.spec.seed),
            percent(run.best),
            tags_text(run.notes)};
}

void list(const Options &options, const Common &common)
{
    const fs::path root = options.folder;
    if (!is_folder(root))
        throw invalid_request("there is no such folder", root.string(),
                              "give one that `tlvfc train` or `tlvfc sweep` made");
    const auto folders =
        is_there(RunFolder{root}.spec()) ? std::vector<RunFolder>{{root}} : list_runs(root);
    const RunSearch search(options.search);
    std::vector<std::vector<std::string>> rows{
        {"run", "state", "method", "networks", "data", "seed", "best", "tags"}};
    Json document = Json::array();
    std::size_t put_away = 0;
    for (const auto &folder : folders) {
        const auto run = look_at(folder, common);
        if (!search.finds(
                {run.spec, run.notes, name_of(folder.path), std::string(state_word(run.state))}))
            continue;
        if (run.notes.archived && !options.archived) {
            ++put_away;
            continue;
        }
        if (!run.fault.empty())
            common.warn(run.fault);
        rows.push_back(cells_of(run));
        document.push_back(to_json(run));
    }
    if (rows.size() > 1)
        say_table(rows, common);
    else
        common.say("no run found");
    if (put_away > 0 && !common.quiet)
        common.warn(std::to_string(put_away) + " more in the archive: --archived lists them");
    common.print({{"folder", root.string()}, {"runs", document}});
}

} // namespace

void add_runs(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("runs", "List a folder's runs");
    auto options = std::make_shared<Options>();
    command->add_option("folder", options->folder, "A folder of runs, or a run")
        ->required()
        ->transform(folder);
    command->add_option(
        "--search", options->search,
        "Only runs that have all these words; tag:WORD, -WORD and others narrow it");
    command->add_flag("--archived", options->archived, "Those in the archive, too");
    add_common_options(*command, common);
    command->footer(
        "Words are looked for in name, note, tags, folder, state, method, networks, data and seed, "
        "whatever the case.\n\"two words\" in quotes are one; tag:, name:, note:, method:, "
        "network:, data:, seed: and state: look there alone.\n"
        "Example: tlvfc runs runs --search \"tag:paper resnet18 -failed\"");
    command->callback([options, &common] { list(*options, common); });
}

} // namespace tlvfc::cli
