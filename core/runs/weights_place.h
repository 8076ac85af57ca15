// Weights and networks by what a person calls them.
#pragma once

#include "core/runs/spec.h"

#include <string>

namespace tlvfc {

/// The network that a person calls so: of the zoo, in a weights file, or what a run trained.
/// @throws Error (InvalidRequest) about `where` for none of these, and as weights_place().
NetworkSpec network_by_name(const std::string &name, const std::string &where);

/// The weights file for what was given: a file as it is, a run's folder (its best weights), or a
/// name of the catalog whose weights are fetched. Anything else stays as it is: who opens it says
/// what is wrong.
/// @throws Error (InvalidRequest) for weights that are not fetched, and a run without weights.
std::string weights_place(const std::string &given);

} // namespace tlvfc
