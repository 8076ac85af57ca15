// tlvfc: every ability of TLVFC Studio on the command line.
#include "app/cli/command.h"
#include "app/cli/interruption.h"
#include "app/cli/thread_waiting.h"
#include "app/cli/values.h"

#include "core/base/error.h"
#include "core/base/versions.h"

#include <cstdio>
#include <exception>

namespace {

using namespace tlvfc;

int fail(const Error &error, const cli::Common &common)
{
    common.display->clear();
    std::fprintf(stderr, "error: %s\n", error.what());
    return error.exit_code();
}

/// CLI11 would only say that a command is missing.
void require_known_command(const CLI::App &app, int argc, char **argv)
{
    const std::string first = argc < 2 ? "" : argv[1];
    if (first == "--help" || first == "-h" || first == "--version")
        return;
    std::string names;
    for (const auto *command : app.get_subcommands([](const CLI::App *) { return true; })) {
        if (command->get_name() == first)
            return;
        names += (names.empty() ? "" : ", ") + command->get_name();
    }
    throw invalid_request(argc < 2 ? "no command given" : "unknown command '" + first + "'",
                          "command line", "choose one of " + names);
}

Error usage_error(const CLI::App &app, const CLI::ParseError &error)
{
    const auto commands = app.get_subcommands();
    const auto name = commands.empty() ? "tlvfc" : "tlvfc " + commands.front()->get_name();
    return invalid_request(error.what(), name, "see `" + name + " --help`");
}

void add_commands(CLI::App &app, cli::Common &common)
{
    for (const auto add :
         {cli::add_models,   cli::add_inspect, cli::add_match,   cli::add_rank,
          cli::add_transfer, cli::add_train,   cli::add_run,     cli::add_resume,
          cli::add_sweep,    cli::add_queue,   cli::add_watch,   cli::add_runs,
          cli::add_note,     cli::add_trash,   cli::add_eval,    cli::add_compare,
          cli::add_demo,     cli::add_data,    cli::add_weights, cli::add_completion})
        add(app, common);
}

/// Carries the command out, or prints the help or version that was asked for.
void parse(CLI::App &app, int argc, char **argv)
{
    require_known_command(app, argc, argv);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &help) {
        app.exit(help);
    }
}

/// What an earlier write could not bring out, a flush no longer tells.
void require_written_output()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        throw failure("cannot write to standard output", {}, "check where it leads");
}

int run(CLI::App &app, int argc, char **argv, cli::Common &common)
{
    try {
        add_commands(app, common);
        cli::check_values(app);
        parse(app, argc, argv);
        common.display->clear();
        require_written_output();
        return 0;
    } catch (const CLI::ParseError &error) {
        return fail(usage_error(app, error), common);
    } catch (const Error &error) {
        return fail(error, common);
    } catch (const std::bad_alloc &) {
        return fail(failure("not enough memory", {}, "use a smaller batch or network"), common);
    } catch (const std::exception &error) {
        const std::string text = error.what(); // torch's go on for lines
        return fail(failure(text.substr(0, text.find('\n'))), common);
    }
}

} // namespace

int main(int argc, char **argv)
{
    cli::wait_asleep(argc, argv);
    const cli::Interruption interruption;
    CLI::App app("See what an initialization or a transfer does to a network.", "tlvfc");
    app.set_version_flag("--version", program_version());
    app.require_subcommand(1);
    app.footer("Example: tlvfc demo\n`tlvfc COMMAND --help` shows a command's options.");
    cli::Common common;
    common.stop = interruption.token();
    return run(app, argc, argv, common);
}
