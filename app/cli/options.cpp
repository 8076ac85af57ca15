#include "app/cli/options.h"

#include "app/cli/choices.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/named_folder.h"
#include "core/runs/weights_place.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <unistd.h>

namespace tlvfc::cli {

namespace {

/// "0.1,0.2,0.3"
std::array<double, 3> three_numbers(const std::string &text, const char *option)
{
    std::array<double, 3> values{};
    const char *at = text.data();
    const char *end = at + text.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto [after, error] = std::from_chars(at, end, values[i]);
        const bool separated = i + 1 < values.size() ? after != end && *after == ',' : after == end;
        if (error != std::errc() || !separated)
            throw invalid_request("'" + text + "' is not three numbers",
                                  std::string("option ") + option, "write them as R,G,B");
        at = separated && after != end ? after + 1 : after;
    }
    return values;
}

LayerLock parse_lock(const std::string &text)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos)
        throw invalid_request("'" + text + "' has no '='", "option --lock", "write SOURCE=TARGET");
    return {text.substr(0, equals), text.substr(equals + 1)};
}

} // namespace

std::string folder(const std::string &given) { return named_folder(given).string(); }

void require_place_for_file(const std::string &file, const std::string &option)
{
    const auto folder = whole_path(file).parent_path();
    if (!is_folder(folder) || is_folder(file) ||
        (!is_there(file) && access(folder.c_str(), W_OK) != 0))
        throw invalid_request("no file can be written there", "option " + option + " " + file,
                              "name a file in a folder that exists and is yours to write");
}

NetworkSpec network_spec(const std::string &network, const std::string &weights, int classes,
                         const std::string &where)
{
    auto spec = network_by_name(network, where);
    spec.classes = classes;
    if (weights.empty())
        return spec;
    if (!spec.weights.empty())
        throw invalid_request("two weights files for one network", where,
                              "name the network by its zoo name");
    spec.weights = weights_place(weights);
    return spec;
}

void NetworkArgument::add_to(CLI::App &command)
{
    command.add_option("network", network, "A zoo name, a weights file or a run's folder")
        ->required();
    command.add_option("--weights", weights,
                       "Its weights: a file, a run's folder, or a name of `tlvfc weights list`");
    command.add_option("--classes", classes, "Its number of classes");
}

NetworkSpec NetworkArgument::spec() const
{
    return network_spec(network, weights, classes, "NETWORK");
}

void NetworkOptions::add_to(CLI::App &command, bool target_required)
{
    command.add_option("--source", source,
                       "The source: a zoo name, a weights file or a run's folder");
    command.add_option(
        "--source-weights", source_weights,
        "The source's weights: a file, a run's folder, or a name of `tlvfc weights list`");
    command.add_option("--source-classes", source_classes, "The source's number of classes");
    command
        .add_option("--target", target, "The target: a zoo name, a weights file or a run's folder")
        ->required(target_required);
    command.add_option("--target-weights", target_weights,
                       "Weights in place of an initialization, given likewise");
    command.add_option("--target-classes", target_classes, "The target's number of classes");
    command.add_flag("--new-classifier", new_classifier,
                     "Draw the last layer of the target's weights anew, for its own classes");
}

NetworkSpec NetworkOptions::source_spec() const
{
    if (!source.empty())
        return network_spec(source, source_weights, source_classes, "option --source");
    if (!source_weights.empty() || source_classes != 0)
        throw invalid_request("weights or classes of a source that is not named", "option --source",
                              "give the source too");
    return {};
}

NetworkSpec NetworkOptions::target_spec() const
{
    auto spec = network_spec(target, target_weights, target_classes, "option --target");
    spec.new_classifier = new_classifier;
    return spec;
}

void StrategyOptions::add_matching_to(CLI::App &command)
{
    command.add_option("--standardization", standardization, choices<Standardization>());
    command.add_option("--matching", matching, choices<Matching>());
    command
        .add_option("--lock", locks,
                    "SOURCE=TARGET: a pair of layers fixed by hand; may be repeated")
        ->allow_extra_args(false);
}

void StrategyOptions::add_to(CLI::App &command)
{
    std::string names;
    for (const auto &info : methods())
        names += (names.empty() ? "" : "|") + info.name;
    command.add_option("--method", method, names)->capture_default_str();
    command.add_option("--conv", conv, "Convolutions: " + choices<ConvMethod>());
    command.add_option("--fc", fc, "Fully connected: " + choices<FcMethod>());
    add_matching_to(command);
    command.add_option("--pad", pad, choices<PadMethod>());
    command.add_option("--pool", pool, choices<PoolMethod>());
    command.add_option("--keep", keep, choices<SelectionRule>());
    command.add_option("--remove", remove, choices<SelectionRule>());
    command.add_option("--crossover", crossover, choices<CrossoverKind>() + ", in training");
    command.add_option("--crossover-rate", crossover_rate, "Probability of a replaced feature");
    command.add_option("--crossover-fill", crossover_fill,
                       "What replaces a feature: " + choices<CrossoverFill>());
    command.add_option("--control", control, "Take one cause away: " + choices<Control>());
}

Strategy StrategyOptions::strategy() const
{
    auto strategy = preset(method);
    set(strategy.conv, conv, "conv");
    set(strategy.fc, fc, "fc");
    set(strategy.standardization, standardization, "standardization");
    set(strategy.matching, matching, "matching");
    set(strategy.pad, pad, "pad");
    set(strategy.pool, pool, "pool");
    set(strategy.keep, keep, "keep");
    set(strategy.remove, remove, "remove");
    set(strategy.crossover, crossover, "crossover");
    set(strategy.fill, crossover_fill, "crossover-fill");
    set(strategy.control, control, "control");
    strategy.crossover_rate = crossover_rate.value_or(strategy.crossover_rate);
    for (const auto &lock : locks)
        strategy.locks.push_back(parse_lock(lock));
    strategy.validate();
    return strategy;
}

void DataOptions::add_to(CLI::App &command, bool required)
{
    command
        .add_option(
            "--data", data,
            "A folder of class folders, CIFAR's files or archive, a name of `tlvfc data list`, "
            "or made-up")
        ->required(required);
    command.add_option("--size", size, "Side of the images in pixels");
    command.add_option("--classes-limit", class_limit, "Only the first N classes");
    command.add_option("--per-class", per_class, "Only N training images of each class");
    command.add_option("--mean", mean, "Mean per channel: R,G,B");
    command.add_option("--std", deviation, "Standard deviation per channel: R,G,B");
    command.add_option("--validation-share", validation_share,
                       "Of the training images, where the data has no validation of its own");
    command.add_flag("--stratified", stratified, "Every class gives its share to validation");
    command.add_flag("--scaled-decode", scaled_decode,
                     "Decode large JPEGs at a half, a quarter or an eighth: faster, other pixels");
    command.add_flag("--refuse-bad", refuse_bad, "End with an error if a file cannot be decoded");
}

void DataOptions::add_augmentation_to(CLI::App &command)
{
    // CLI11 would count into an optional<bool>, and so make "not given" a false.
    const auto either = [&command](const char *names, std::optional<bool> &value,
                                   const char *text) {
        command.add_flag_function(
            names, [&value](std::int64_t count) { value = count > 0; }, text);
    };
    either("--no-crop{false},--crop{true}", crop, "Random crops, which the recipe has");
    either("--no-flip{false},--flip{true}", flip, "Random flips, which the recipe has");
    command.add_option("--color-jitter", color_jitter,
                       "Brightness, contrast and saturation times up to 1 ± this");
    command.add_option("--rand-augment", rand_augment, "So many random operations on each image");
    command.add_option("--rand-augment-strength", rand_augment_strength, "From 0 to 30");
    command.add_option("--mixup", mixup,
                       "Mix each image with another, by shares drawn from Beta(this, this)");
}

DataSpec DataOptions::applied_to(DataSpec spec) const
{
    if (!data.empty())
        spec = with_source(std::move(spec), data);
    spec.image_size = size.value_or(spec.image_size);
    spec.class_limit = class_limit.value_or(spec.class_limit);
    spec.per_class_limit = per_class.value_or(spec.per_class_limit);
    if (mean)
        spec.mean = three_numbers(*mean, "--mean");
    if (deviation)
        spec.deviation = three_numbers(*deviation, "--std");
    if (refuse_bad)
        spec.on_bad = BadFilePolicy::Refuse;
    spec.validation_share = validation_share.value_or(spec.validation_share);
    spec.stratified = spec.stratified || stratified;
    spec.scaled_decode = spec.scaled_decode || scaled_decode;
    spec.random_crop = crop.value_or(spec.random_crop);
    spec.horizontal_flip = flip.value_or(spec.horizontal_flip);
    spec.color_jitter = color_jitter.value_or(spec.color_jitter);
    spec.rand_augment = rand_augment.value_or(spec.rand_augment);
    spec.rand_augment_strength = rand_augment_strength.value_or(spec.rand_augment_strength);
    spec.mixup = mixup.value_or(spec.mixup);
    return spec;
}

} // namespace tlvfc::cli
