// note: what a person says about a run.
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/words.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/runs/run_notes.h"

#include <algorithm>
#include <filesystem>

namespace tlvfc::cli {

namespace {

struct Options
{
    std::vector<std::string> runs;
    std::string name;
    std::string note;
    std::vector<std::string> tags;
    std::vector<std::string> untags;
    bool archive = false;
    bool unarchive = false;
};

std::vector<std::string> words_of(const std::vector<std::string> &given)
{
    std::string all;
    for (const auto &one : given)
        all += one + " ";
    return tags_from(all);
}

void apply(const Options &options, const CLI::App &command, RunNotes &notes)
{
    if (command.get_option("--name")->count() > 0)
        notes.name = options.name;
    if (command.get_option("--note")->count() > 0)
        notes.note = options.note;
    const auto gone = words_of(options.untags);
    std::erase_if(notes.tags, [&](const std::string &tag) {
        return std::ranges::find(gone, tag) != gone.end();
    });
    for (const auto &tag : words_of(options.tags))
        notes.tags.push_back(tag);
    if (options.archive || options.unarchive)
        notes.archived = options.archive;
}

void say_notes(const RunNotes &notes, const Common &common)
{
    const auto line = [&](const char *what, const std::string &value) {
        say_fact(what, value, common);
    };
    std::string tags;
    for (const auto &tag : notes.tags)
        tags += (tags.empty() ? "" : ", ") + tag;
    line("name", notes.name);
    line("tags", tags);
    line("note", notes.note);
    line("archived", notes.archived ? "yes" : "");
}

void run(const Options &options, const CLI::App &command, const Common &common)
{
    for (const auto &folder : options.runs) {
        if (!is_there(RunFolder{folder}.spec()))
            throw invalid_request("the folder holds no run", folder, "give a run's own folder");
    }
    Json document = Json::array();
    for (const auto &folder : options.runs) {
        const RunFolder its{folder};
        change_run_notes(its, [&](RunNotes &notes) { apply(options, command, notes); });
        const auto notes = read_run_notes(its);
        common.say(folder);
        say_notes(notes, common);
        document.push_back({{"run", folder},
                            {"name", notes.name},
                            {"note", notes.note},
                            {"tags", notes.tags},
                            {"archived", notes.archived}});
    }
    common.print({{"runs", document}});
}

} // namespace

void add_note(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("note", "Name, tag and archive runs, or show their notes");
    auto options = std::make_shared<Options>();
    command->add_option("run", options->runs, "The runs' folders")->required()->transform(folder);
    command->add_option("--name", options->name, "What you call it; \"\" takes the name away");
    command->add_option("--note", options->note, "What you want to remember of it");
    command->add_option("--tag", options->tags, "A word to find it again by; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--untag", options->untags, "A tag to take away; may be repeated")
        ->allow_extra_args(false);
    auto *archive = command->add_flag("--archive", options->archive, "Out of sight");
    command->add_flag("--unarchive", options->unarchive, "In sight again")->excludes(archive);
    add_common_options(*command, common);
    command->footer(
        "It stands in the run's notes.json, decides nothing and goes with a copy of the folder.\n"
        "Example: tlvfc note runs/tlvfc-seed2 --name \"The good one\" --tag paper");
    command->callback([options, command, &common] { run(*options, *command, common); });
}

} // namespace tlvfc::cli
