// weights: what torchvision publishes for networks of the zoo.
#include "app/cli/command.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/data/fetch.h"

namespace tlvfc::cli {

namespace {

namespace fs = std::filesystem;

struct Options
{
    std::string name;
    std::string from;
};

/// "here", "damaged" or "absent".
std::string state_of(const CatalogWeights &weights, const Common &common)
{
    const auto file = weights_file(weights);
    if (!is_there(file))
        return "absent";
    return content_fault(file, weights.content(), common.stop, common.progress()).empty()
               ? "here"
               : "damaged";
}

Json to_json(const CatalogWeights &weights)
{
    return {{"name", weights.name},
            {"network", weights.network},
            {"recipe", weights.recipe},
            {"url", weights.url},
            {"file", weights_file(weights).string()},
            {"sha256_prefix", weights.content().sha256}};
}

void list(const Options &, const Common &common)
{
    Json document = Json::array();
    for (const auto &weights : read_catalog().weights) {
        const bool here = is_there(weights_file(weights));
        char line[300];
        std::snprintf(line, sizeof line, "%-14s %-14s %-26s %s", weights.name.c_str(),
                      weights.recipe.c_str(), weights.file.c_str(), here ? "here" : "");
        common.say(line);
        auto item = to_json(weights);
        item["fetched"] = here;
        document.push_back(std::move(item));
    }
    common.print({{"weights", document}});
}

void fetch(const Options &options, const Common &common)
{
    const auto weights = catalog_weights(options.name);
    const auto file = fetch_weights(weights, options.from, {}, common.stop, common.progress());
    common.say(file.string());
    common.print(to_json(weights));
}

/// A file from anywhere, whatever it is called: its checksum says which weights it holds.
void check_file(const fs::path &file, const Common &common)
{
    const auto digest = sha256_of_file(file);
    for (const auto &weights : read_catalog().weights) {
        if (!digest.starts_with(weights.content().sha256))
            continue;
        common.say(file.string() + ": " + weights.name + ", as published");
        common.print({{"weights", Json::array({{{"name", weights.name},
                                                {"file", file.string()},
                                                {"state", "here"}}})}});
        return;
    }
    throw unreadable_input("no published weights have the checksum " + digest.substr(0, 8),
                           file.string(),
                           "fetch them with `tlvfc weights fetch`, or use the file as it is");
}

void check(const Options &options, const Common &common)
{
    if (!options.name.empty() && is_there(options.name)) {
        check_file(options.name, common);
        return;
    }
    const auto all = options.name.empty()
                         ? read_catalog().weights
                         : std::vector<CatalogWeights>{catalog_weights(options.name)};
    Json document = Json::array();
    std::string damaged;
    for (const auto &weights : all) {
        const auto state = state_of(weights, common);
        if (state == "absent" && options.name.empty())
            continue;
        if (state == "absent")
            throw unreadable_input("the weights are not here yet", weights_file(weights).string(),
                                   "run `tlvfc weights fetch " + weights.name + "`");
        if (state == "damaged")
            damaged += (damaged.empty() ? "" : " ") + weights.name;
        common.say(weights.name + ": " + state);
        document.push_back(
            {{"name", weights.name}, {"file", weights_file(weights).string()}, {"state", state}});
    }
    if (!damaged.empty())
        throw unreadable_input("damaged: " + damaged, (cache_folder() / "weights").string(),
                               "run `tlvfc weights fetch` for each");
    common.print({{"weights", document}});
}

} // namespace

void add_weights(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("weights", "List, fetch and check published weights");
    command->require_subcommand(1);
    command->footer("Example: tlvfc weights fetch vgg16");
    auto options = std::make_shared<Options>();
    const auto add = [&](const char *name, const char *help, const char *example,
                         void (*work)(const Options &, const Common &)) {
        auto *part = command->add_subcommand(name, help);
        add_common_options(*part, common);
        part->footer(std::string("Example: tlvfc weights ") + example);
        part->callback([options, &common, work] { work(*options, common); });
        return part;
    };
    add("list", "What can be had, and what is here", "list", list);
    auto *part = add("fetch", "Download weights and check them by the digits in their name",
                     "fetch resnet18", fetch);
    part->add_option("name", options->name, "A name of the list")->required();
    part->add_option("--from", options->from,
                     "The file, if it is here already, or another address of it");
    add("check", "Compare what is here with its checksums", "check resnet18-f37072fd.pth", check)
        ->add_option("name", options->name,
                     "A name of the list or a file; all where none is given");
}

} // namespace tlvfc::cli
