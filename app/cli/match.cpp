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

/// "a", "-" for none, "[a b]" for a block.
std::string side_text(const Json &side)
{
    if (side.is_null())
        return "-";
    if (side.is_string())
        return side.get<std::string>();
    std::string text;
    for (const auto &inner : side)
        text += (text.empty() ? "" : " ") + side_text(inner);
    return "[" + text + "]";
}

/// Matched blocks stand together, indented.
void say_pairs(const Json &pairs, int depth, const Common &common)
{
    const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
    for (const auto &pair : pairs) {
        if (pair.is_array()) {
            common.say(indent + "block");
            say_pairs(pair, depth + 1, common);
            continue;
        }
        char line[600];
        std::snprintf(line, sizeof line, "%-26s → %-26s %s", side_text(pair["source"]).c_str(),
                      side_text(pair["target"]).c_str(),
                      pair["reason"].get_ref<const std::string &>().c_str());
        common.say(indent + line);
    }
}

void run(const Options &options, const Common &common)
{
    Generator generator(common.seed);
    const auto strategy = options.strategy.strategy();
    const auto plan =
        make_plan(shapes_of(options.networks.source_spec()),
                  shapes_of(options.networks.target_spec()), strategy, generator, common.stop);
    for (const auto &note : plan.notes)
        common.warn(note);
    const auto pairs = pairs_to_json(plan);
    say_pairs(pairs, 0, common);
    const double alike = similarity(plan.source->architecture, plan.target->architecture,
                                    strategy.standardization, common.stop);
    char line[60];
    std::snprintf(line, sizeof line, "similarity %.4f (0 to 1)", alike);
    common.say(line);
    common.print({{"pairs", pairs}, {"similarity", alike}});
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
