#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/runs/open_network.h"
#include "core/transfer/alignment.h"

#include <algorithm>

namespace tlvfc::cli {

namespace {

struct Options
{
    std::string target;
    int target_classes = 0;
    std::vector<std::string> sources;
};

struct Candidate
{
    std::string name;
    double similarity = 0.0;
};

void run(const Options &options, const Common &common)
{
    const auto target = open_architecture(
        network_spec(options.target, "", options.target_classes, "option --target"));
    std::vector<Candidate> ranking;
    for (const auto &name : options.sources) {
        const auto source = open_architecture(network_spec(name, "", 0, "option --sources"));
        ranking.push_back({name, similarity(source, target, Standardization::Blocks, common.stop)});
    }
    std::ranges::stable_sort(ranking, std::ranges::greater(), &Candidate::similarity);

    Json list = Json::array();
    for (const auto &[name, alike] : ranking) {
        list.push_back({{"source", name}, {"similarity", alike}});
        char line[300];
        std::snprintf(line, sizeof line, "%.4f  %s", alike, name.c_str());
        common.say(line);
    }
    common.print({{"target", options.target}, {"ranking", list}});
}

} // namespace

void add_rank(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand(
        "rank", "Order sources by how well they cover a target (DPIAT's similarity)");
    auto options = std::make_shared<Options>();
    command->add_option("--target", options->target, "The target: a zoo name or a weights file")
        ->required();
    command->add_option("--target-classes", options->target_classes,
                        "The target's number of classes");
    command->add_option("--sources", options->sources, "Sources: zoo names or weights files")
        ->required();
    add_common_options(*command, common);
    command->footer("Example: tlvfc rank --target resnet50 --sources vgg16 resnet18 resnet34");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
