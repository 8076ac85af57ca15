// What every option's value must be before the option itself looks at it.
#pragma once

#include <CLI/CLI.hpp>

namespace tlvfc::cli {

/// An empty value is refused, since it is most often a script's variable that is not set; a number
/// is decimal and finite. To be called once all commands are there.
void check_values(CLI::App &app);

} // namespace tlvfc::cli
