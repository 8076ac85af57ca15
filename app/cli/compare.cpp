// compare: runs side by side, in the form that is asked for.
#include "app/cli/choices.h"
#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/compare/differences.h"
#include "core/compare/event_file.h"
#include "core/compare/report.h"
#include "core/compare/tables.h"

namespace tlvfc::cli {

namespace {

struct Options
{
    std::vector<std::string> folders;
    std::optional<std::string> measure;
    ComparisonOptions comparison;
    bool csv = false;
    bool points = false;
    bool latex = false;
    bool html = false;
    bool differences = false;
    std::string tensorboard;
    std::string out;
};

std::string rendered(const Options &options, const Comparison &comparison, bool json)
{
    if (options.csv)
        return to_csv(comparison);
    if (options.points)
        return points_csv(comparison);
    if (options.latex)
        return to_latex(comparison);
    if (options.html)
        return to_html(comparison);
    return json ? to_text(to_json(comparison), 2) + "\n" : to_text(comparison);
}

void write_out(const std::string &text, const Options &options, const Common &common)
{
    if (options.out.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        return;
    }
    write_file(options.out, text);
    common.announce("written to " + options.out);
}

/// Of all runs, finished or not.
void say_differences(const Collection &runs, const Options &options, const Common &common)
{
    for (const auto &problem : runs.problems)
        common.warn(problem);
    write_out(common.json ? to_text(Json{{"differences", differences_json(runs)}}, 2) + "\n"
                          : differences_text(runs),
              options, common);
}

void run(Options options, const Common &common)
{
    const int forms = options.csv + options.points + options.latex + options.html;
    if (forms + common.json > 1 || (forms > 0 && options.differences))
        throw invalid_request("two forms at once",
                              "options --csv, --points, --latex, --html, --json, --differences",
                              "give one");
    if (!options.out.empty())
        require_place_for_file(options.out, "--out");
    set(options.comparison.measure, options.measure, "measure");
    auto runs = collect_runs({options.folders.begin(), options.folders.end()});
    if (!options.tensorboard.empty()) {
        const auto written = write_event_files(runs, options.tensorboard);
        common.announce(std::to_string(written) + " runs written to " + options.tensorboard);
    }
    if (options.differences) {
        say_differences(runs, options, common);
        return;
    }
    const auto comparison = compare(std::move(runs), options.comparison);
    write_out(rendered(options, comparison, common.json), options, common);
}

} // namespace

void add_compare(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand(
        "compare", "Methods side by side: means, deviations, differences paired by seed");
    auto options = std::make_shared<Options>();
    command->add_option("folders", options->folders, "Runs, or folders of runs")
        ->required()
        ->transform(folder);
    command->add_option("--measure", options->measure,
                        "What is compared: " + choices<Measure>() + " accuracy");
    command->add_option("--baseline", options->comparison.baseline,
                        "The method that others are compared with; he unless told otherwise");
    command
        ->add_option("--reach", options->comparison.reach,
                     "A validation accuracy such as 0.7: how many epochs until it is reached")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--csv", options->csv, "A line for each method and setting");
    command->add_flag("--points", options->points, "A line for each epoch of every run, as CSV");
    command->add_flag("--latex", options->latex, "A booktabs table");
    command->add_flag("--html", options->html, "A report that opens without a network");
    command->add_flag("--differences", options->differences,
                      "Where the runs' specifications differ, in place of the tables");
    command->add_option("--tensorboard", options->tensorboard,
                        "A folder for every run's epochs as TensorBoard's event files as well");
    command->add_option("--out", options->out, "A file for it, in place of standard output");
    add_common_options(*command, common);
    command->footer("Example: tlvfc compare runs --html --out report.html");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
