#include "app/cli/signal.h"

#include "core/training/signal_scale.h"

#include <cmath>

namespace tlvfc::cli {

namespace {

Json number_or_null(double number) { return std::isfinite(number) ? Json(number) : Json(); }

SignalBatch batch_of(const std::string &data, int size, int classes, const Common &common)
{
    if (data.empty())
        return normal_batch(size > 0 ? size : 32, classes, common.seed);
    auto spec = with_source({}, data);
    if (size > 0)
        spec.image_size = size;
    return data_batch(spec, common.seed, common.stop);
}

} // namespace

void SignalOptions::add_to(CLI::App &command)
{
    auto *signal = command.add_flag("--signal", wanted_,
                                    "Measure activation and gradient scale, layer by layer, on a "
                                    "batch of at most 64 images");
    command
        .add_option("--signal-data", data_,
                    "Take the batch from here: a folder of class folders, CIFAR's files or a "
                    "catalog name; without it, standard normal numbers")
        ->needs(signal);
    command
        .add_option("--signal-size", size_,
                    "Side of the images in pixels (without it the data's, or 32)")
        ->check(CLI::Range(1, 1024))
        ->needs(signal);
}

Json SignalOptions::measure(const Network &network, const Common &common) const
{
    const auto &architecture = network.architecture;
    const auto batch = batch_of(data_, size_, architecture.classes, common);
    const auto scale = measure_signal(network, batch, common.seed, common.stop);
    char line[200];
    std::snprintf(line, sizeof line, "%d images of %d×%d pixels, %s; loss %.6g", batch.count(),
                  batch.side(), batch.side(), data_.empty() ? "normal numbers" : data_.c_str(),
                  scale.loss);
    common.say(line);
    common.say("  layer                            output   activated  gradient   of weight");
    Json layers = Json::array();
    for (const auto &layer : scale.layers) {
        const auto &path = architecture.layer(layer.layer).path;
        std::snprintf(line, sizeof line, "  %-28s %10.3g %11.3g %9.3g %11.3g", path.c_str(),
                      layer.output, layer.activated, layer.output_gradient, layer.weight_gradient);
        common.say(line);
        layers.push_back({{"layer", path},
                          {"output_std", number_or_null(layer.output)},
                          {"activated_std", number_or_null(layer.activated)},
                          {"output_gradient_std", number_or_null(layer.output_gradient)},
                          {"weight_gradient_norm", number_or_null(layer.weight_gradient)}});
    }
    return {{"images", batch.count()},
            {"size", batch.side()},
            {"data", data_.empty() ? Json() : Json(data_)},
            {"loss", number_or_null(scale.loss)},
            {"layers", layers}};
}

} // namespace tlvfc::cli
