#include "app/cli/options.h"
#include "app/cli/recipe.h"
#include "app/cli/run_progress.h"
#include "app/cli/settings.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/check_run.h"

#include <filesystem>

namespace tlvfc::cli {

namespace {

struct Options
{
    std::string run;
    std::string spec_file;
    NetworkOptions networks;
    StrategyOptions strategy;
    DataOptions data;
    RecipeOptions recipe;
    std::string title;
    int processes = 1;
    std::vector<std::string> settings;
    bool dry_run = false;
};

/// Paths in a specification must hold wherever the run is carried out from.
std::string absolute_or_empty(const std::string &file)
{
    return file.empty() ? file : whole_path(file).string();
}

RunSpec spec_from_options(const Options &options, const Common &common)
{
    if (options.networks.target.empty() || options.data.data.empty())
        throw invalid_request("a run needs a target and data", "options --target and --data",
                              "give both, or --spec FILE");
    RunSpec spec;
    spec.title = options.title;
    spec.source = options.networks.source_spec();
    spec.target = options.networks.target_spec();
    spec.strategy = options.strategy.strategy();
    spec.data = options.data.applied_to({});
    spec.training = options.recipe.options();
    spec.device = common.device;
    spec.threads = common.threads;
    spec.processes = options.processes;
    spec.seed = common.seed;
    spec.source.weights = absolute_or_empty(spec.source.weights);
    spec.target.weights = absolute_or_empty(spec.target.weights);
    spec.validate();
    return spec;
}

RunSpec complete_spec(const Options &options, const CLI::App &command, const Common &common)
{
    auto spec = options.spec_file.empty() ? spec_from_options(options, common)
                                          : read_run_spec(options.spec_file);
    if (!options.spec_file.empty())
        apply_given(command, common, spec);
    auto json = to_json(spec);
    apply_settings(json, options.settings);
    spec = run_spec_from_json(json, "option --set");
    spec.validate();
    return spec;
}

void run(const Options &options, const CLI::App &command, const Common &common)
{
    const auto spec = complete_spec(options, command, common);
    if (options.dry_run) {
        std::printf("%s\n", to_text(to_json(spec), 2).c_str());
        return;
    }
    if (options.run.empty())
        throw invalid_request("no folder for the run", "option --run", "give --run DIR");
    check_run(spec, common.stop);
    const auto folder = create_run(options.run, spec);
    report_run(execute_and_report(folder, common), common);
}

/// A specification says all of these itself.
void refuse_given(const std::vector<CLI::Option *> &options)
{
    for (const auto *option : options) {
        if (option->count() > 0)
            throw invalid_request("a specification and an option that it holds",
                                  "options --spec and " + option->get_name(),
                                  "change the specification's value with --set");
    }
}

} // namespace

void add_train(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("train", "Transfer, train and measure, in a run folder");
    auto options = std::make_shared<Options>();
    options->networks.add_to(*command, false);
    options->strategy.add_to(*command);
    options->data.add_to(*command, false);
    options->data.add_augmentation_to(*command);
    options->recipe.add_to(*command);
    command->add_option("--title", options->title, "A name for people");
    command
        ->add_option("--processes", options->processes,
                     "Processes on this machine's CPU that share each batch; batch norms then see "
                     "the parts")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    const auto described = command->get_options();
    command->add_option("--spec", options->spec_file,
                        "A specification in place of the options above");
    command->add_option("--run", options->run, "The run's folder, to be made")->transform(folder);
    command
        ->add_option("--set", options->settings,
                     "section.key=value in the specification; may be repeated")
        ->allow_extra_args(false);
    command->add_flag("--dry-run", options->dry_run, "Only print the complete specification");
    add_common_options(*command, common);
    command->footer("Example: tlvfc train --run runs/first --source resnet32 --source-weights "
                    "resnet32.th --target resnet18 --data cifar10 --epochs 5");
    command->callback([options, described, command, &common] {
        if (!options->spec_file.empty())
            refuse_given(described);
        run(*options, *command, common);
    });
}

} // namespace tlvfc::cli
