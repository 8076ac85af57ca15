#include "app/cli/run_progress.h"

#include "core/base/error.h"
#include "core/runs/events.h"
#include "core/runs/execute.h"

#include <filesystem>
#include <limits>

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
    if (!std::filesystem::exists(run.spec()))
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

/// A number that was not finite stands as null.
double number(const Json &value)
{
    return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

Json describe_run(const RunFolder &run)
{
    Json epochs = Json::array();
    for (const auto &event : EventReader(run.events()).poll()) {
        if (event.kind == "started")
            epochs = Json::array(); // a later start began anew
        else if (event.kind == "epoch")
            epochs.push_back(event.fields);
    }
    Json result;
    if (std::filesystem::exists(run.result()))
        result = read_json(run.result());
    return {{"run", run.path.string()}, {"epochs", epochs}, {"result", result}};
}

Json execute_and_report(const RunFolder &run, const Common &common)
{
    execute_run(run, common.stop, common.progress());
    if (run_state(run) == RunState::Stopped)
        throw interrupted("stopped on request, the state is kept in " + run.path.string());
    return describe_run(run);
}

void say_epoch(const Json &epoch, const Common &common)
{
    char line[200];
    std::snprintf(line, sizeof line,
                  "epoch %3d  train loss %.4f, accuracy %5.2f %%  validation loss %.4f, "
                  "accuracy %5.2f %%  %.0f images/s",
                  epoch["epoch"].get<int>(), number(epoch["train_loss"]),
                  100 * number(epoch["train_accuracy"]), number(epoch["val_loss"]),
                  100 * number(epoch["val_accuracy"]), number(epoch["images_per_second"]));
    common.say(line);
}

void say_result(const Json &result, const Common &common)
{
    if (!result.contains("test_accuracy") || !result["test_accuracy"].is_number())
        return;
    char line[120];
    std::snprintf(line, sizeof line, "test accuracy %.2f %% (best epoch %d)",
                  100 * result["test_accuracy"].get<double>(), result["best_epoch"].get<int>());
    common.say(line);
}

void report_run(const Json &document, const Common &common)
{
    for (const auto &epoch : document["epochs"])
        say_epoch(epoch, common);
    say_result(document["result"], common);
    common.print(document);
}

namespace {

void add_carrying_out(CLI::App &app, Common &common, const char *name, const char *what)
{
    auto *command = app.add_subcommand(name, what);
    auto folder = std::make_shared<std::string>();
    command->add_option("folder", *folder, "The run's folder")->required();
    add_common_options(*command, common);
    command->footer("A run that was stopped, killed or failed goes on where it stood, to the same "
                    "end.\n--device, --threads and --seed replace what the run's specification "
                    "says, as long as it has not begun.\nExample: tlvfc " +
                    std::string(name) + " runs/tlvfc-seed2");
    command->callback([folder, command, &common] {
        const RunFolder run{*folder};
        prepare_anew(run, *command, common);
        report_run(execute_and_report(run, common), common);
    });
}

} // namespace

void add_run(CLI::App &app, Common &common)
{
    add_carrying_out(app, common, "run", "Carry a prepared run out");
}

void add_resume(CLI::App &app, Common &common)
{
    add_carrying_out(app, common, "resume", "Go on with a run");
}

} // namespace tlvfc::cli
