#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/runs/open_network.h"
#include "core/transfer/plan.h"

namespace tlvfc::cli {

namespace {

struct Options
{
    NetworkOptions networks;
    StrategyOptions strategy;
};

/// Matching looks at shapes alone, so no weight is drawn or kept.
std::shared_ptr<const Network> shapes_of(const NetworkSpec &spec)
{
    return std::make_shared<Network>(Network{open_architecture(spec), {}, ""});
}

void run(const Options &options, const Common &common)
{
    Generator generator(common.seed);
    const auto plan = make_plan(shapes_of(options.networks.source_spec()),
                                shapes_of(options.networks.target_spec()),
                                options.strategy.strategy(), generator, common.stop);
    const auto pairs = pairs_to_json(plan);
    for (const auto &pair : pairs) {
        const auto side = [&](const char *key) {
            return pair[key].is_null() ? std::string("-") : pair[key].get<std::string>();
        };
        char line[300];
        std::snprintf(line, sizeof line, "%-26s → %-26s %s", side("source").c_str(),
                      side("target").c_str(), side("reason").c_str());
        common.say(line);
    }
    common.print({{"pairs", pairs}, {"similarity", nullptr}});
}

} // namespace

void add_match(CLI::App &app, Common &common)
{
    auto *command =
        app.add_subcommand("match", "Show which source layer serves which target layer");
    auto options = std::make_shared<Options>();
    options->networks.add_to(*command, true);
    command->get_option("--source")->required();
    options->strategy.add_matching_to(*command);
    add_common_options(*command, common);
    command->footer("Example: tlvfc match --source vgg16 --target resnet18 --target-classes 10");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
