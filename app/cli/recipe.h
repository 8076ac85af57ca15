// How a network is trained, as options of `train`.
#pragma once

#include "core/training/options.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace tlvfc::cli {

/// What is not given keeps the published recipe's value.
struct RecipeOptions
{
    TrainingOptions numbers;
    std::optional<std::string> schedule, trains, optimizer, precision, on_bad_loss,
        on_out_of_memory;
    bool decay = false;

    void add_to(CLI::App &command);
    TrainingOptions options() const;
};

} // namespace tlvfc::cli
