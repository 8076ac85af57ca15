// Where runs and caches live (the XDG base directory specification).
#pragma once

#include <filesystem>

namespace tlvfc {

/// $XDG_CACHE_HOME/tlvfc-studio, by default ~/.cache/tlvfc-studio. Not created.
std::filesystem::path cache_folder();

/// $XDG_DATA_HOME/tlvfc-studio, by default ~/.local/share/tlvfc-studio. Not created.
std::filesystem::path data_folder();

} // namespace tlvfc
