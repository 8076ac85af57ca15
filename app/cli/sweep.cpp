#include "app/cli/options.h"
#include "app/cli/run_progress.h"
#include "app/cli/sweep_report.h"
#include "app/cli/sweep_slurm.h"
#include "app/cli/sweep_work.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/check_run.h"
#include "core/runs/execute.h"
#include "core/runs/run_lock.h"
#include "core/runs/sweep_folders.h"
#include "core/runs/sweep_spec.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

struct Options
{
    std::string spec_file;
    std::string runs;
    SweepWays ways;
    bool slurm = false;
    std::vector<std::string> sbatch;
    bool dry_run = false;
};

std::vector<SweepRun> read_runs(const Options &options, const CLI::App &command,
                                const Common &common)
{
    auto sweep = read_sweep_spec(options.spec_file);
    apply_given(command, common, sweep.base);
    if (command.get_option("--seed")->count() > 0 && !sweep.seeds.empty())
        throw invalid_request("a list of seeds and one seed", "options --spec and --seed",
                              "give one of the two");
    return cross(sweep);
}

bool is_finished(const fs::path &folder) { return run_state({folder}) == RunState::Finished; }

/// Seeds decide nothing here; what is finished needs its data and weights no more. A cluster's
/// devices are not this machine's.
void check_runs(const fs::path &root, const std::vector<SweepRun> &runs, const Options &options,
                const Common &common)
{
    std::set<std::string> checked;
    for (const auto &run : runs) {
        auto spec = run.spec;
        if (options.slurm)
            spec.device = "cpu";
        auto document = to_json(spec);
        document.erase("seed");
        if (is_finished(root / run.name) || !checked.insert(to_text(document)).second)
            continue;
        try {
            check_run(spec, common.stop);
        } catch (const Error &error) {
            throw Error(error.kind(), run.name + ": " + error.fault(), error.where(),
                        error.remedy());
        }
    }
}

/// All cores, divided among the jobs. Threads decide a run's bits, so that its folder has to say
/// how many.
int threads_for_each(const fs::path &root, const std::vector<SweepRun> &runs,
                     const Options &options, const Common &common)
{
    const bool has_new = std::ranges::any_of(
        runs, [&](const SweepRun &run) { return !is_there(RunFolder{root / run.name}.spec()); });
    if (options.ways.jobs == 1 || runs.front().spec.threads != 0 || !has_new)
        return 0;
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int threads = std::max(1, cores / options.ways.jobs);
    common.announce(std::to_string(options.ways.jobs) + " jobs on " + std::to_string(cores) +
                    " cores: new runs are made for " + std::to_string(threads) +
                    (threads == 1 ? " thread" : " threads") + " each");
    return threads;
}

std::vector<SweepItem> make_folders(const fs::path &root, const std::vector<SweepRun> &runs,
                                    const Options &options, const Common &common)
{
    const int threads = threads_for_each(root, runs, options, common);
    std::vector<SweepItem> items;
    for (const auto &run : runs) {
        if (common.stop.stop_requested())
            throw interrupted("stopped on request, " + std::to_string(items.size()) + " of " +
                              std::to_string(runs.size()) + " folders are made");
        SweepItem item;
        item.name = run.name;
        item.run = ensure_sweep_run(root, run, threads);
        item.spec = read_run_spec(item.run.spec());
        items.push_back(std::move(item));
    }
    return items;
}

void carry_out(const fs::path &root, const std::vector<SweepRun> &runs, const Options &options,
               const Common &common)
{
    SweepWork work(make_folders(root, runs, options, common), options.ways, common);
    if (const auto kept =
            std::ranges::count(work.items(), SweepItem::Fate::Finished, &SweepItem::fate);
        kept > 0)
        common.announce(std::to_string(kept) + " of " + std::to_string(runs.size()) +
                        " runs are finished and kept");
    work.carry_out();

    const auto document = sweep_document(root.string(), work.items());
    const auto count = [&](SweepItem::Fate fate) {
        return std::ranges::count(work.items(), fate, &SweepItem::fate);
    };
    if (common.stop.stop_requested() && count(SweepItem::Fate::Finished) < std::ssize(runs))
        throw interrupted("stopped on request, the states are kept in " + root.string());
    say_sweep(document, common);
    common.print(document);
    if (const auto failed = count(SweepItem::Fate::Failed); failed > 0)
        throw failure(std::to_string(failed) + " of " + std::to_string(runs.size()) +
                          " runs failed",
                      root.string(), "see their log.txt, mend what is wrong, sweep again");
    if (count(SweepItem::Fate::Stopped) > 0)
        throw interrupted("runs were stopped on request, the states are kept in " + root.string());
}

/// A run for each task, or one group of those that can share.
std::vector<SlurmTask> tasks_of(const std::vector<SweepItem> &items, bool together)
{
    std::vector<SlurmTask> tasks;
    std::vector<const RunSpec *> firsts;
    for (const auto &item : items) {
        const auto state = run_state(item.run);
        if (state == RunState::Finished || state == RunState::Running)
            continue;
        const auto place = std::ranges::find_if(firsts, [&](const RunSpec *first) {
            return together && what_keeps_apart(*first, item.spec).empty();
        });
        if (place != firsts.end()) {
            tasks[static_cast<std::size_t>(place - firsts.begin())].push_back(item.run);
            continue;
        }
        firsts.push_back(&item.spec);
        tasks.push_back({item.run});
    }
    return tasks;
}

void require_threads(const std::vector<SweepRun> &runs)
{
    if (runs.front().spec.threads == 0)
        throw invalid_request("how many cores a task needs is left open", "option --threads",
                              "give --threads N, or base.threads in the specification");
}

void submit_all(const fs::path &root, const std::vector<SweepRun> &runs, const Options &options,
                const Common &common)
{
    require_sbatch();
    const auto items = make_folders(root, runs, options, common);
    const auto tasks = tasks_of(items, options.ways.together);
    Json document{{"folder", root.string()}, {"job", nullptr}, {"tasks", tasks.size()}};
    if (tasks.empty()) {
        common.say("all runs are finished or running, no job is submitted");
        common.print(document);
        return;
    }
    const auto script = root / "sweep.sbatch";
    write_file(script, sbatch_script(root, tasks, runs.front().spec.threads, options.sbatch));
    const auto job = submit(script);
    document["job"] = job;
    common.say("job " + job + " with " + std::to_string(tasks.size()) +
               (tasks.size() == 1 ? " task" : " tasks") + "; follow it with `tlvfc watch " +
               root.string() + "`");
    common.print(document);
}

void tell_plan(const fs::path &root, const std::vector<SweepRun> &runs, const Common &common)
{
    Json list = Json::array();
    for (const auto &run : runs) {
        const RunFolder folder{root / run.name};
        const bool is_made = is_there(folder.spec());
        const auto state = !is_made                                  ? "new"
                           : run_state(folder) == RunState::Finished ? "finished"
                           : run_state(folder) == RunState::Running  ? "running"
                                                                     : "unfinished";
        common.say(run.name + "  " + state);
        list.push_back({{"run", run.name}, {"state", state}, {"spec", to_json(run.spec)}});
    }
    common.print({{"folder", root.string()}, {"runs", list}});
}

void run(const Options &options, const CLI::App &command, const Common &common)
{
    const auto root = whole_path(options.runs).lexically_normal();
    const auto runs = read_runs(options, command, common);
    for (const auto &text : options.sbatch)
        require_option(text.find('\n') == std::string::npos, "a line break", "--sbatch",
                       "give the option once for each line");
    check_sweep_folders(root, runs);
    if (options.slurm)
        require_threads(runs);
    check_runs(root, runs, options, common);
    if (options.dry_run)
        tell_plan(root, runs, common);
    else if (options.slurm)
        submit_all(root, runs, options, common);
    else
        carry_out(root, runs, options, common);
}

constexpr auto footer =
    "The specification: {\"base\": {...}, \"methods\": [...], \"sources\": [...], \"targets\": "
    "[...], \"data\": [...],\n\"training\": [...], \"seeds\": [...]}\n"
    "base is a run's specification as `tlvfc train --dry-run` prints it, or the part of it that is "
    "not the\ndefault. Every combination of the lists is a run; an absent list leaves the base's "
    "value. A method is a\nname or a strategy object; a network a zoo name, a file, a run's folder "
    "or an object; data a source or\nan object that changes the base's, as training is, such as "
    "{\"lr\": 0.001}.\n"
    "Finished runs are kept, others go on where they stand, so that the command can be given again "
    "at any\ntime, also with longer lists, and several times at once: the processes divide the "
    "work.\n"
    "Exit status: 0 all finished, 1 some failed, 130 interrupted.\n"
    "--slurm submits the unfinished runs as an array job, DIR/sweep.sbatch, and ends; without "
    "sbatch nothing is\nwritten. A run that fails there is tried again when the command is given "
    "again.\n"
    "Example: tlvfc sweep --spec sweep.json --runs runs/first --jobs 2\n"
    "Example: tlvfc sweep --spec sweep.json --runs runs/first --threads 4 --slurm --sbatch "
    "\"--time=4:00:00 --partition=long\"\n"
    "with sweep.json: {\"base\": {\"source\": {\"name\": \"resnet32\", \"weights\": "
    "\"resnet32.th\"},\n\"target\": {\"name\": \"resnet18\"}, \"data\": {\"source\": "
    "\"cifar10\"}}, "
    "\"methods\": [\"he\", \"tlvfc\"], \"seeds\": [1, 2, 3]}";

} // namespace

void add_sweep(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand(
        "sweep", "Carry out every combination of methods, seeds, networks and data");
    auto options = std::make_shared<Options>();
    command->add_option("--spec", options->spec_file, "The sweep's specification")->required();
    command->add_option("--runs", options->runs, "The folder for the runs' folders")
        ->required()
        ->transform(folder);
    auto *jobs = command->add_option("--jobs", options->ways.jobs, "Runs, or groups, at a time")
                     ->check(CLI::Range(1, 1024))
                     ->capture_default_str();
    command->add_flag("--together", options->ways.together,
                      "Runs with the same data, batch, seed, device and threads train side by "
                      "side in one process, to the same bits");
    auto *retries =
        command->add_option("--retries", options->ways.retries, "Of a run that has failed")
            ->check(CLI::Range(0, 100))
            ->capture_default_str();
    auto *no_wait = command->add_flag("--no-wait", options->ways.no_wait,
                                      "Do not wait at the end for runs that others hold");
    auto *slurm = command->add_flag("--slurm", options->slurm, "Submit an array job instead");
    slurm->excludes(jobs)->excludes(retries)->excludes(no_wait);
    command
        ->add_option("--sbatch", options->sbatch,
                     "Options for sbatch, as a line of its script; may be repeated")
        ->allow_extra_args(false)
        ->needs(slurm);
    command->add_flag("--dry-run", options->dry_run, "Only list the runs and their states");
    add_common_options(*command, common);
    command->footer(footer);
    command->callback([options, command, &common] { run(*options, *command, common); });
}

} // namespace tlvfc::cli
