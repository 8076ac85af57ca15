// A folder as people give it.
#pragma once

#include <filesystem>

namespace tlvfc {

/// The same folder by a path whose last part is its name: "runs/a/", as a shell completes it,
/// becomes "runs/a", and "." the whole path of where it is. Nothing else changes.
std::filesystem::path named_folder(const std::filesystem::path &given);

} // namespace tlvfc
