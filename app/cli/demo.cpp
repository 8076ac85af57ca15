// The whole story on made-up data: pretrain a source, transfer by every method, train, compare.
#include "app/cli/run_progress.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/compare/report.h"
#include "core/runs/check_run.h"

#include <filesystem>

namespace tlvfc::cli {

namespace fs = std::filesystem;

namespace {

// Sizes for about a minute on two cores, in which the networks come well above chance.
struct Options
{
    std::string out;
    int classes = 4;
    int per_class = 160;
    int size = 16;
    int source_epochs = 8;
    int epochs = 4;
};

/// `out`, or else the first of demo, demo-2, … below the data folder that is not there yet.
fs::path demo_folder(const std::string &out)
{
    if (!out.empty()) {
        std::error_code ignored;
        if (is_there(out) && !fs::is_empty(out, ignored))
            throw invalid_request("the folder is not empty", "option --out " + out,
                                  "give a new folder");
        return out;
    }
    auto folder = data_folder() / "demo";
    for (int i = 2; is_there(folder); ++i)
        folder = data_folder() / ("demo-" + std::to_string(i));
    return folder;
}

RunSpec common_spec(const Options &options, const Common &common)
{
    RunSpec spec;
    spec.data.source = "made-up";
    spec.data.made_up_classes = options.classes;
    spec.data.made_up_per_class = options.per_class;
    spec.data.image_size = options.size;
    spec.data.random_crop = false; // it moves small pictures by a quarter of their side
    spec.training.batch = 32;
    spec.training.learning_rate = 2e-3;
    spec.device = common.device;
    spec.threads = common.threads;
    spec.seed = common.seed;
    return spec;
}

RunSpec source_spec(const Options &options, const Common &common)
{
    auto spec = common_spec(options, common);
    spec.title = "Pretraining the source, resnet20";
    spec.target.name = "resnet20";
    spec.strategy = preset("he");
    spec.training.epochs = options.source_epochs;
    return spec;
}

RunSpec method_spec(const MethodInfo &method, const std::string &source_weights,
                    const Options &options, const Common &common)
{
    auto spec = common_spec(options, common);
    spec.title = "Training resnet32 from " + method.title;
    spec.source = {"resnet20", source_weights, 0};
    spec.target.name = "resnet32";
    spec.strategy = preset(method.name);
    spec.training.epochs = options.epochs;
    return spec;
}

std::string table_row(const MethodInfo &method, const Json &run)
{
    const auto percent = [](const Json &share) { return 100 * share.get<double>(); };
    const auto &epochs = run["epochs"];
    const auto &result = run["result"];
    char line[120];
    std::snprintf(line, sizeof line, "%-12s %8.2f %% %8.2f %% %8.2f %% %8.2f %%",
                  method.title.c_str(), percent(epochs.front()["val_accuracy"]),
                  percent(epochs.back()["val_accuracy"]), percent(result["best_val_accuracy"]),
                  percent(result["test_accuracy"]));
    return line;
}

void run(const Options &options, const Common &common)
{
    const auto root = demo_folder(options.out);
    const auto pretraining = source_spec(options, common);
    check_run(pretraining, common.stop);
    common.say("A source learns made-up pictures, then a deeper network starts from it by every "
               "method.\nThe runs are in " +
               root.string());
    const auto carry_out = [&](const std::string &name, const RunSpec &spec) {
        common.announce(spec.title);
        return execute_and_report(create_run(root / name, spec), common);
    };
    const auto source = carry_out("source", pretraining);
    const auto weights = whole_path(RunFolder{root / "source"}.best_weights()).string();

    Json results = Json::array();
    std::vector<fs::path> runs;
    common.say("\nValidation      epoch 1       last       best       test");
    for (const auto &method : methods()) {
        if (method.group != MethodInfo::Group::Published)
            continue;
        const auto document = carry_out(method.name, method_spec(method, weights, options, common));
        common.say(table_row(method, document));
        runs.push_back(root / method.name);
        results.push_back({{"method", method.name}, {"run", document}});
    }
    const auto report = root / "report.html";
    write_file(report, to_html(compare(collect_runs(runs))));
    common.say("\nOne seed and few pictures: differences of a few points mean little.\n"
               "`tlvfc-studio --runs " +
               root.string() + "` shows the curves; so does " + report.string());
    common.print({{"folder", root.string()},
                  {"source", source},
                  {"methods", results},
                  {"report", report.string()}});
}

} // namespace

void add_demo(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand(
        "demo", "The whole story on made-up data, in about a minute on two cores");
    auto options = std::make_shared<Options>();
    command->add_option("--out", options->out,
                        "A new folder for the runs; without it, demo, demo-2, … below " +
                            data_folder().string());
    command->add_option("--classes", options->classes, "Kinds of pictures")->capture_default_str();
    command->add_option("--size", options->size, "Side of the pictures in pixels")
        ->capture_default_str();
    command->add_option("--per-class", options->per_class, "Training pictures of each class")
        ->capture_default_str();
    command->add_option("--source-epochs", options->source_epochs, "Epochs of the pretraining")
        ->capture_default_str();
    command->add_option("--epochs", options->epochs, "Epochs of every method")
        ->capture_default_str();
    add_common_options(*command, common);
    command->footer("Example: tlvfc demo --out /tmp/tlvfc-demo");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
