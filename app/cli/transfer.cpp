#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/checkpoint/checkpoint.h"
#include "core/nets/initialize.h"
#include "core/runs/open_network.h"
#include "core/training/device.h"
#include "core/transfer/apply.h"

#include <chrono>
#include <filesystem>

namespace tlvfc::cli {

namespace {

struct Options
{
    NetworkOptions networks;
    StrategyOptions strategy;
    std::string out;
    bool hashes = false;
    std::string streams = "own";
};

/// Before the work, since a request that cannot end well should not begin.
void require_writable_place(const std::string &out)
{
    const std::filesystem::path file(out);
    const auto extension = file.extension();
    if (extension != ".safetensors" && extension != ".pth" && extension != ".pt")
        throw invalid_request("unknown kind of weights file '" + extension.string() + "'",
                              "option --out " + out, "end its name in .safetensors or .pth");
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(folder) || std::filesystem::is_directory(file))
        throw invalid_request("no file can be written there", "option --out " + out,
                              "name a file in a folder that exists");
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
        require_writable_place(options.out);
    Generator generator(common.seed);
    auto *shared = options.streams == "authors" ? &generator : nullptr;
    Lap lap;
    // The authors' program makes the source, then the target, whatever the method.
    std::shared_ptr<const Network> source;
    if (!source_spec.is_absent() && (strategy.transfers() || shared))
        source =
            std::make_shared<Network>(open_with(source_spec, ConvMethod::He, common.seed, shared));
    const auto target =
        std::make_shared<Network>(open_with(target_spec, strategy.conv, common.seed, shared));
    Json seconds{{"load", lap()}};

    const auto plan = make_plan(strategy.transfers() ? source : nullptr, target, strategy,
                                generator, common.stop);
    seconds["plan"] = lap();
    const auto weights = apply_plan(plan, threads, common.stop, common.progress());
    seconds["apply"] = lap();
    if (!options.out.empty())
        write_weights(options.out, weights);
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
        {"parameters", describe_parameters(target->architecture, weights, options.hashes)},
    };
    if (strategy.fc == FcMethod::Statistics)
        document["fc"] = {{"mean", plan.fc_statistics().mean},
                          {"std", plan.fc_statistics().deviation}};
    common.print(document);
    common.say(std::to_string(counts.matched_from) + " of " + std::to_string(counts.all_from) +
               " source layers serve " + std::to_string(counts.matched_to) + " of " +
               std::to_string(counts.all_to) + " target layers" +
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
    command->add_flag("--hashes", options->hashes, "SHA-256 of every parameter in the JSON");
    add_common_options(*command, common);
    command->footer("Example: tlvfc transfer --source resnet32 --source-weights resnet32.th "
                    "--target resnet18 --target-classes 10 --method tlvfc --out start.safetensors");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
