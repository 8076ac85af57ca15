// data: the catalog's data sets, fetched and looked through.
#include "app/cli/command.h"
#include "app/cli/words.h"

#include "core/base/file_system.h"
#include "core/data/check.h"
#include "core/data/fetch.h"

#include <algorithm>
#include <thread>

namespace tlvfc::cli {

namespace {

struct Options
{
    std::string name;
    std::string from;
};

std::string size_text(const CatalogEntry &entry)
{
    return entry.archive.bytes == 0 ? "by hand" : megabytes(entry.archive.bytes);
}

Json to_json(const CatalogEntry &entry)
{
    return {{"name", entry.name},
            {"title", entry.title},
            {"classes", entry.classes},
            {"train", entry.train},
            {"test", entry.test},
            {"image_size", entry.image_size},
            {"mean", entry.mean},
            {"std", entry.deviation},
            {"homepage", entry.homepage},
            {"license", entry.license},
            {"url", entry.url},
            {"bytes", entry.archive.bytes},
            {"md5", entry.archive.md5},
            {"sha256", entry.archive.sha256},
            {"checksum_source", entry.checksum_source},
            {"known_bad", entry.known_bad},
            {"note", entry.note},
            {"folder", dataset_folder(entry).string()},
            {"fetched", is_folder(dataset_folder(entry))}};
}

void say_entry(const CatalogEntry &entry, const Common &common)
{
    const auto line = [&](const char *what, const std::string &value) {
        say_fact(what, value, common);
    };
    line("license", entry.license);
    line("homepage", entry.homepage);
    line("url", entry.url);
    line("md5", entry.archive.md5);
    line("sha256", entry.archive.sha256);
    line("checksums", entry.checksum_source);
    line("note", entry.note);
    line("folder", dataset_folder(entry).string());
}

void list(const Options &options, const Common &common)
{
    const auto entries = options.name.empty()
                             ? read_catalog().data
                             : std::vector<CatalogEntry>{catalog_entry(options.name)};
    Json document = Json::array();
    for (const auto &entry : entries) {
        const bool here = is_folder(dataset_folder(entry));
        char line[300];
        std::snprintf(line, sizeof line, "%-16s %4d classes %6d + %5d images %10s  %-8s %s",
                      entry.name.c_str(), entry.classes, entry.train, entry.test,
                      size_text(entry).c_str(), here ? "here" : "", entry.title.c_str());
        common.say(line);
        if (!options.name.empty())
            say_entry(entry, common);
        document.push_back(to_json(entry));
    }
    common.print({{"data", document}});
}

void fetch(const Options &options, const Common &common)
{
    const auto entry = catalog_entry(options.name);
    const bool already = is_folder(dataset_folder(entry));
    const auto folder = fetch_dataset(entry, options.from, {}, common.stop, common.progress());
    common.say((already ? "already in " : "") + folder.string());
    common.print({{"name", entry.name}, {"folder", folder.string()}, {"already", already}});
}

void say_check(const DataCheck &check, const Common &common)
{
    common.say(check.kind + ", " + std::to_string(check.classes.size()) + " classes");
    for (const auto &split : check.splits)
        common.say(split.name + ": " + std::to_string(split.good) + " good, " +
                   std::to_string(split.bad) + " bad");
    if (check.largest[0] > 0)
        common.say("sizes: " + std::to_string(check.smallest[0]) + "×" +
                   std::to_string(check.smallest[1]) + " to " + std::to_string(check.largest[0]) +
                   "×" + std::to_string(check.largest[1]));
    for (const auto &[reason, number] : check.reasons()) {
        common.say(std::to_string(number) + " " + reason + ":");
        for (const auto &file : check.bad) {
            if (file.reason == reason)
                common.say("  " + file.path.string());
        }
    }
}

void check(const Options &options, const Common &common)
{
    const auto spec = with_source({}, options.name);
    const auto threads = common.threads > 0 ? static_cast<unsigned>(common.threads)
                                            : std::max(1u, std::thread::hardware_concurrency());
    const auto found = check_data(spec, threads, common.stop, common.progress());
    say_check(found, common);
    Json splits = Json::array();
    for (const auto &split : found.splits)
        splits.push_back({{"name", split.name},
                          {"good", split.good},
                          {"bad", split.bad},
                          {"per_class", split.per_class}});
    Json bad = Json::array();
    for (const auto &file : found.bad)
        bad.push_back({{"path", file.path.string()}, {"reason", file.reason}});
    common.print({{"source", spec.source},
                  {"kind", found.kind},
                  {"classes", found.classes},
                  {"splits", splits},
                  {"smallest", found.smallest},
                  {"largest", found.largest},
                  {"reasons", found.reasons()},
                  {"bad", bad}});
}

} // namespace

void add_data(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("data", "List, fetch and check data sets");
    command->require_subcommand(1);
    command->footer("Example: tlvfc data check photographs");
    auto options = std::make_shared<Options>();
    const auto add = [&](const char *name, const char *help, const char *example,
                         void (*work)(const Options &, const Common &)) {
        auto *part = command->add_subcommand(name, help);
        add_common_options(*part, common);
        part->footer(std::string("Example: tlvfc data ") + example);
        part->callback([options, &common, work] { work(*options, common); });
        return part;
    };
    add("list", "The catalog: sizes, classes, licenses, checksums", "list cifar10", list)
        ->add_option("name", options->name, "Only this data set, in full");
    auto *part = add("fetch", "Download a data set of the catalog, check it and unpack it",
                     "fetch cifar10", fetch);
    part->add_option("name", options->name, "A name of the catalog")->required();
    part->add_option("--from", options->from,
                     "The archive, if it is here already, or another address of it");
    add("check", "Decode every image and name the bad files", "check photographs", check)
        ->add_option("data", options->name, "A folder, one of CIFAR's archives, or a catalog name")
        ->required();
}

} // namespace tlvfc::cli
