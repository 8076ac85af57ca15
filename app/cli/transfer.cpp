#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/signal.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/base/versions.h"
#include "core/checkpoint/checkpoint.h"
#include "core/nets/initialize.h"
#include "core/runs/open_network.h"
#include "core/training/device.h"
#include "core/transfer/apply.h"
#include "core/transfer/controls.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

namespace tlvfc::cli {

namespace {

struct Options
{
    NetworkOptions networks;
    StrategyOptions strategy;
    SignalOptions signal;
    std::string out;
    bool hashes = false;
    std::string streams = "own";
    std::string precision = "float32";
};

WrittenPrecision precision_from(const std::string &name)
{
    if (name == "float16")
        return WrittenPrecision::Float16;
    return name == "bfloat16" ? WrittenPrecision::BFloat16 : WrittenPrecision::Float32;
}

/// What made the file, for whoever finds it.
std::map<std::string, std::string> origin_of(const TransferPlan &plan, const Options &options,
                                             std::uint64_t seed)
{
    return {{"made_by", std::string("TLVFC Studio ") + program_version()},
            {"source", plan.source ? plan.source->architecture.name : ""},
            {"source_origin", plan.source ? plan.source->origin : ""},
            {"target", plan.target->architecture.name},
            {"target_origin", plan.target->origin},
            {"strategy", to_text(to_json(plan.strategy))},
            {"seed", std::to_string(seed)},
            {"streams", options.streams}};
}

void require_weights_place(const std::string &out)
{
    const auto extension = std::filesystem::path(out).extension();
    if (extension != ".safetensors" && extension != ".pth" && extension != ".pt")
        throw invalid_request("unknown kind of weights file '" + extension.string() + "'",
                              "option --out " + out, "end its name in .safetensors or .pth");
    require_place_for_file(out, "--out");
}

/// Seconds since the last call.
class Lap
{
public:
    double operator()()
    {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double> lap = now - last_;
        last_ = now;
        return lap.count();
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

Json describe_parameters(const Architecture &architecture, const Weights &weights, bool hashes)
{
    Json list = Json::object();
    for (const auto &parameter : architecture.parameters()) {
        const auto &tensor = weights.at(parameter.name);
        double sum = 0.0;
        for (const float value : tensor.values())
            sum += value;
        Json entry{{"shape", tensor.shape()}};
        if (hashes)
            entry["sha256"] = sha256_hex(tensor.bytes());
        entry["sum"] = sum;
        list[parameter.name] = std::move(entry);
    }
    return list;
}

/// Every layer that takes something over, with what survives of the source's kernels.
Json describe_layers(const TransferPlan &plan, const std::map<LayerId, LayerReport> &reports)
{
    Json layers = Json::array();
    for (const auto &layer : plan.layers) {
        if (layer.action == LayerAction::Keep)
            continue;
        Json entry{{"target", plan.target->architecture.layer(layer.target).path},
                   {"source", plan.source->architecture.layer(layer.source).path},
                   {"score", layer.score ? Json(*layer.score) : Json()},
                   {"locked", layer.origin == PairOrigin::Locked},
                   {"does", layer.summary}};
        if (const auto report = reports.find(layer.target); report != reports.end()) {
            entry["kernels"] = report->second.kernels;
            entry["from_source"] = report->second.from_source;
            entry["distinct_source"] = report->second.distinct_source;
            entry["variance_informative"] = report->second.variance_informative;
        }
        layers.push_back(std::move(entry));
    }
    return layers;
}

/// "23 of 65 source layers serve 38 of 52 target layers; …"
std::string summary_of(const TransferPlan &plan, const std::map<LayerId, LayerReport> &reports)
{
    const auto &counts = plan.counts;
    auto text = std::to_string(counts.matched_from) + " of " + std::to_string(counts.all_from) +
                " source layers serve " + std::to_string(counts.matched_to) + " of " +
                std::to_string(counts.all_to) + " target layers";
    if (plan.strategy.fc == FcMethod::Statistics)
        text += "; fully connected layers take statistics";
    const auto blind = std::ranges::count_if(
        reports, [](const auto &report) { return !report.second.variance_informative; });
    if (blind > 0)
        text +=
            "; in " + std::to_string(blind) + " layers the rule had to choose among equal values";
    return text;
}

/// Where first weights come from: streams of their own, or the transfer's generator (null: own).
Network open_with(const NetworkSpec &spec, ConvMethod conv, std::uint64_t seed,
                  Generator *generator)
{
    if (!generator || !spec.weights.empty())
        return open_network(spec, seed, conv);
    auto architecture = open_architecture(spec);
    auto weights = initial_weights(architecture, *generator,
                                   conv == ConvMethod::Glorot ? ConvInit::Glorot : ConvInit::He);
    return {std::move(architecture), std::move(weights), "new weights"};
}

void run(const Options &options, const Common &common)
{
    const auto strategy = options.strategy.strategy();
    const auto source_spec = options.networks.source_spec();
    const auto target_spec = options.networks.target_spec();
    const auto threads = static_cast<unsigned>(set_compute_threads(common.threads));
    if (!options.out.empty())
        require_weights_place(options.out);
    Generator generator(common.seed);
    auto *shared = options.streams == "authors" ? &generator : nullptr;
    Lap lap;
    // The authors' program makes the source, then the target, whatever the method.
    std::shared_ptr<const Network> source;
    if (!source_spec.is_absent() && (strategy.transfers() || shared))
        source = controlled_source(
            std::make_shared<Network>(open_with(source_spec, ConvMethod::He, common.seed, shared)),
            strategy.control, common.seed);
    const auto target =
        std::make_shared<Network>(open_with(target_spec, strategy.conv, common.seed, shared));
    Json seconds{{"load", lap()}};

    const auto plan = make_plan(strategy.transfers() ? source : nullptr, target, strategy,
                                generator, common.stop);
    for (const auto &note : plan.notes)
        common.warn(note);
    seconds["plan"] = lap();
    // In place: two networks in memory, not three.
    auto weights = std::move(target->weights);
    std::map<LayerId, LayerReport> reports;
    apply_plan_to(weights, plan, threads, common.stop, common.progress(),
                  [&](const LayerReport &report) { reports[report.target] = report; });
    seconds["apply"] = lap();
    if (!options.out.empty())
        write_weights(options.out, weights,
                      {precision_from(options.precision), origin_of(plan, options, common.seed)});
    seconds["save"] = lap();

    const auto &counts = plan.counts;
    Json document{
        {"seconds", seconds},
        {"stats",
         {{"matched_from", counts.matched_from},
          {"matched_to", counts.matched_to},
          {"all_from", counts.all_from},
          {"all_to", counts.all_to},
          {"left_from", counts.left_from()},
          {"left_to", counts.left_to()}}},
        {"fc", nullptr},
        {"layers", describe_layers(plan, reports)},
        {"parameters", describe_parameters(target->architecture, weights, options.hashes)},
    };
    if (strategy.fc == FcMethod::Statistics)
        document["fc"] = {{"mean", plan.fc_statistics().mean},
                          {"std", plan.fc_statistics().deviation}};
    if (options.signal.is_wanted())
        document["signal"] = options.signal.measure(
            {target->architecture, std::move(weights), target->origin}, common);
    common.print(document);
    common.say(summary_of(plan, reports) +
               (options.out.empty() ? "; nothing written, give --out FILE" : ""));
    if (!options.out.empty())
        common.say("written to " + options.out);
}

} // namespace

void add_transfer(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("transfer", "Make a start from another network's weights");
    auto options = std::make_shared<Options>();
    options->networks.add_to(*command, true);
    options->strategy.add_to(*command);
    command->add_option("--out", options->out, "Where to write: .safetensors or .pth");
    command
        ->add_option("--streams", options->streams,
                     "own: initialization and transfer draw from streams of their own; authors: "
                     "source, target and transfer draw from one, in the authors' order")
        ->check(CLI::IsMember({"own", "authors"}))
        ->capture_default_str();
    command
        ->add_option("--precision", options->precision,
                     "Of the file's numbers: float32, float16 or bfloat16")
        ->check(CLI::IsMember({"float32", "float16", "bfloat16"}))
        ->capture_default_str();
    command->add_flag("--hashes", options->hashes, "SHA-256 of every parameter in the JSON");
    options->signal.add_to(*command);
    add_common_options(*command, common);
    command->footer("Example: tlvfc transfer --source resnet32 --source-weights resnet32.th "
                    "--target resnet18 --target-classes 10 --method tlvfc --out start.safetensors");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
