// Options that several commands take.
#pragma once

#include "core/runs/spec.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tlvfc::cli {

/// A folder of a run or of runs as named_folder() has it, for CLI11's transform().
std::string folder(const std::string &given);

/// Before the work, since a request that cannot end well should not begin.
/// @throws Error (InvalidRequest) where no file of this name can be written.
void require_place_for_file(const std::string &file, const std::string &option);

/// A zoo name, or else a weights file; `where` is the option it was given by.
/// @throws Error (InvalidRequest) for one that is neither, or two weights files.
NetworkSpec network_spec(const std::string &network, const std::string &weights, int classes,
                         const std::string &where);

/// The network that a command is about: NETWORK with --weights and --classes.
struct NetworkArgument
{
    std::string network;
    std::string weights;
    int classes = 0;

    void add_to(CLI::App &command);
    NetworkSpec spec() const;
};

/// --source and --target with their weights and classes.
struct NetworkOptions
{
    std::string source;
    std::string source_weights;
    int source_classes = 0;
    std::string target;
    std::string target_weights;
    int target_classes = 0;
    bool new_classifier = false;

    void add_to(CLI::App &command, bool target_required);
    NetworkSpec source_spec() const; ///< absent where no source is given
    NetworkSpec target_spec() const;
};

/// --method and every option behind it; what is not given keeps the method's value.
struct StrategyOptions
{
    std::string method = "tlvfc";
    std::optional<std::string> conv, fc, standardization, matching, pad, pool, keep, remove,
        crossover, crossover_fill, control;
    std::optional<double> crossover_rate;
    std::vector<std::string> locks;

    void add_to(CLI::App &command);
    /// Only what decides which layer serves which.
    void add_matching_to(CLI::App &command);
    Strategy strategy() const;
};

/// --data and how it is read.
struct DataOptions
{
    std::string data;
    std::optional<int> size, class_limit, per_class;
    std::optional<std::string> mean, deviation;
    std::optional<double> validation_share;
    bool stratified = false;
    bool scaled_decode = false;
    bool refuse_bad = false;
    std::optional<bool> crop, flip;
    std::optional<double> color_jitter, mixup;
    std::optional<int> rand_augment, rand_augment_strength;

    void add_to(CLI::App &command, bool required);
    /// What only training does to the images.
    void add_augmentation_to(CLI::App &command);
    /// `spec` with what was given.
    DataSpec applied_to(DataSpec spec) const;
};

} // namespace tlvfc::cli
