#include "app/cli/command.h"
#include "app/cli/options.h"

#include "core/base/error.h"
#include "core/data/image_cache.h"
#include "core/runs/open_network.h"
#include "core/runs/predictions.h"
#include "core/training/device.h"
#include "core/training/evaluate.h"

namespace tlvfc::cli {

namespace {

struct Options
{
    NetworkArgument network;
    std::string split = "test";
    std::string predictions;
    int batch = 250;
    DataOptions data;
};

void run(const Options &options, const Common &common)
{
    const auto spec = options.network.spec();
    if (spec.weights.empty())
        throw invalid_request("no weights to evaluate", "option --weights",
                              "give the network's weights file");
    if (!options.predictions.empty())
        require_place_for_file(options.predictions, "--predictions");
    const auto device = resolve_device(common.device);
    const int threads = set_compute_threads(common.threads);
    const auto network = open_network(spec, common.seed);
    if (!network.architecture.can_run())
        throw invalid_request("the network is known only by its tensors and cannot run",
                              spec.weights, "give a network that `tlvfc models` lists");
    const auto data = options.data.applied_to({});
    std::vector<BadFile> bad;
    const auto cache = user_image_cache();
    const auto split = load_split(data, options.split, common.seed, static_cast<unsigned>(threads),
                                  common.stop, common.progress(), &bad, &cache);
    for (const auto &file : bad)
        common.warn(file.path.string() + " left out: " + file.reason);
    if (split.count() == 0)
        throw invalid_request("the data has no images in its split '" + options.split + "'",
                              data.source, "choose another with --split");
    const auto result = evaluate_network(network, split, data, device, options.batch, common.stop,
                                         common.progress());
    if (!options.predictions.empty())
        write_predictions(options.predictions, result.predictions);
    common.print({{"correct", result.correct},
                  {"total", result.total},
                  {"accuracy", result.accuracy()},
                  {"loss", result.loss},
                  {"images_per_second", result.images_per_second},
                  {"top5_accuracy", result.top5_accuracy()},
                  {"class_accuracy", result.class_accuracy()},
                  {"confusion", result.confusion}});
    char line[160];
    std::snprintf(line, sizeof line, "%lld of %lld correct (%.2f %%), loss %.4f, %.0f images/s",
                  static_cast<long long>(result.correct), static_cast<long long>(result.total),
                  100 * result.accuracy(), result.loss, result.images_per_second);
    common.say(line);
}

} // namespace

void add_eval(CLI::App &app, Common &common)
{
    auto *command = app.add_subcommand("eval", "Measure a network's accuracy on data");
    auto options = std::make_shared<Options>();
    options->network.add_to(*command);
    command->add_option("--split", options->split, "train, val or test")->capture_default_str();
    command->add_option("--batch", options->batch, "Images at a time")
        ->check(CLI::Range(1, 65536))
        ->capture_default_str();
    command->add_option("--predictions", options->predictions,
                        "A safetensors file for what it says of every image");
    options->data.add_to(*command, true);
    add_common_options(*command, common);
    command->footer("Example: tlvfc eval resnet20 --weights resnet20.th --data cifar10 "
                    "--mean .485,.456,.406 --std .229,.224,.225");
    command->callback([options, &common] { run(*options, common); });
}

} // namespace tlvfc::cli
