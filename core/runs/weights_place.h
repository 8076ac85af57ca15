// Weights by what a person calls them.
#pragma once

#include "core/runs/run_folder.h"
#include "core/runs/spec.h"

#include <optional>
#include <string>

namespace tlvfc {

/// The network that a run trained, with its best weights; none while it has none.
/// @throws Error naming the run's specification if it cannot be read.
std::optional<NetworkSpec> trained_network(const RunFolder &run);

/// The weights file for what was given: a file as it is, a run's folder (its best weights), or a
/// name of the catalog whose weights are fetched. Anything else stays as it is: who opens it says
/// what is wrong.
/// @throws Error (InvalidRequest) for weights that are not fetched, and a run without weights.
std::string weights_place(const std::string &given);

} // namespace tlvfc
