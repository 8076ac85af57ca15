// --set section.key=value: single values of a specification.
#pragma once

#include "core/base/json.h"

#include <string>
#include <vector>

namespace tlvfc::cli {

/// Puts the values into `spec`, in order: JSON where a value parses as such, else text. A new
/// strategy.method brings its own options with it, which the other settings then override.
/// @throws Error (InvalidRequest) for one without '=' or with a section that is not there.
void apply_settings(Json &spec, const std::vector<std::string> &settings);

} // namespace tlvfc::cli
