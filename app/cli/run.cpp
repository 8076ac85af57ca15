#include "app/cli/options.h"
#include "app/cli/run_processes.h"
#include "app/cli/run_progress.h"
#include "app/cli/words.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/events.h"
#include "core/runs/execute.h"
#include "core/runs/run_lock.h"

#include <cmath>
#include <filesystem>

namespace tlvfc::cli {

bool apply_given(const CLI::App &command, const Common &common, RunSpec &spec)
{
    const auto given = [&](const char *option) { return command.get_option(option)->count() > 0; };
    if (given("--device"))
        spec.device = common.device;
    if (given("--threads"))
        spec.threads = common.threads;
    if (given("--seed"))
        spec.seed = common.seed;
    return given("--device") || given("--threads") || given("--seed");
}

namespace {

/// The specification tells what decided the result, so options that change it go there, and only
/// before the first start.
void prepare_anew(const RunFolder &run, const CLI::App &command, const Common &common)
{
    if (!is_there(run.spec()))
        return; // execute_run() says so
    auto spec = read_run_spec(run.spec());
    if (!apply_given(command, common, spec))
        return;
    spec.validate();
    if (run_state(run) != RunState::Prepared)
        throw invalid_request("the run has begun and keeps its device, threads and seed",
                              run.path.string(), "leave these options out, or make a new run");
    write_json(run.spec(), to_json(spec));
}

} // namespace

Json describe_run(const RunFolder &run)
{
    Json epochs = Json::array();
    for (const auto &point : epoch_points(EventReader(run.events()).poll()))
        epochs.push_back(to_json(point));
    Json result;
    if (is_there(run.result()))
        result = read_json(run.result());
    return {{"run", run.path.string()}, {"epochs", epochs}, {"result", result}};
}

Json execute_and_report(const RunFolder &run, const Common &common)
{
    const int processes = is_there(run.spec()) ? read_run_spec(run.spec()).processes : 1;
    if (processes > 1)
        execute_in_processes(run, processes, common);
    else
        execute_run(run, common.stop, common.progress());
    if (run_state(run) == RunState::Stopped)
        throw interrupted("stopped on request, the state is kept in " + run.path.string());
    return describe_run(run);
}

std::string epoch_line(const Json &epoch)
{
    // The training accuracy is not the network's own with crossover or mixup.
    char clean[40] = "";
    if (const double accuracy = number(epoch.value("clean_accuracy", Json()));
        !std::isnan(accuracy))
        std::snprintf(clean, sizeof clean, " (clean %5.2f %%)", 100 * accuracy);
    char line[240];
    std::snprintf(line, sizeof line,
                  "epoch %3d  train loss %.4f, accuracy %5.2f %%%s  validation loss %.4f, "
                  "accuracy %5.2f %%  %.0f images/s",
                  epoch["epoch"].get<int>(), number(epoch["train_loss"]),
                  100 * number(epoch["train_accuracy"]), clean, number(epoch["val_loss"]),
                  100 * number(epoch["val_accuracy"]), number(epoch["images_per_second"]));
    return line;
}

std::string result_line(const Json &result)
{
    if (!result.contains("test_accuracy") || !result["test_accuracy"].is_number())
        return {};
    char line[120];
    std::snprintf(line, sizeof line, "test accuracy %.2f %% (best epoch %d)",
                  100 * result["test_accuracy"].get<double>(), result["best_epoch"].get<int>());
    return line;
}

namespace {

void say_result(const Json &result, const Common &common)
{
    if (const auto line = result_line(result); !line.empty())
        common.say(line);
}

} // namespace

void report_run(const Json &document, const Common &common)
{
    for (const auto &epoch : document["epochs"])
        common.say(epoch_line(epoch));
    say_result(document["result"], common);
    common.print(document);
}

namespace {

void carry_out(const std::vector<std::string> &folders, const CLI::App &command,
               const Common &common)
{
    std::vector<RunFolder> runs;
    for (const auto &folder : folders) {
        runs.push_back({folder});
        prepare_anew(runs.back(), command, common);
    }
    if (runs.size() == 1) {
        report_run(execute_and_report(runs.front(), common), common);
        return;
    }
    execute_runs(runs, common.stop, common.progress());
    Json documents = Json::array();
    std::string stopped;
    for (const auto &run : runs) {
        documents.push_back(describe_run(run));
        common.say(run.path.string());
        say_result(documents.back()["result"], common);
        if (run_state(run) == RunState::Stopped)
            stopped += (stopped.empty() ? "" : ", ") + run.path.string();
    }
    if (!stopped.empty())
        throw interrupted("stopped on request, the state is kept in " + stopped);
    common.print({{"runs", documents}});
}

void add_carrying_out(CLI::App &app, Common &common, const char *name, const char *what)
{
    auto *command = app.add_subcommand(name, what);
    auto folders = std::make_shared<std::vector<std::string>>();
    auto further = std::make_shared<FurtherProcess>();
    further->add_to(*command);
    command
        ->add_option("folder", *folders,
                     "The run's folder; several runs on the same data go "
                     "side by side")
        ->required()
        ->transform(folder);
    add_common_options(*command, common);
    command->footer("A run that was stopped, killed or failed goes on where it stood, to the same "
                    "end.\nSeveral share images, and the source's pass over them, and come to the "
                    "same bits as one by one.\n--device, --threads and --seed replace what the "
                    "run's specification says, as long as it has not begun.\nExample: tlvfc " +
                    std::string(name) + " runs/tlvfc-seed2");
    command->callback([folders, further, command, &common] {
        if (further->is_asked_for())
            further->carry_out({folders->front()}, common.stop);
        else
            carry_out(*folders, *command, common);
    });
}

} // namespace

void add_run(CLI::App &app, Common &common)
{
    add_carrying_out(app, common, "run", "Carry prepared runs out");
}

void add_resume(CLI::App &app, Common &common)
{
    add_carrying_out(app, common, "resume", "Go on with runs");
}

} // namespace tlvfc::cli
