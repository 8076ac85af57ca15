#include "core/base/paths.h"

#include <cstdlib>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

fs::path xdg_folder(const char *variable, const char *below_home)
{
    if (const char *value = std::getenv(variable); value && *value)
        return fs::path(value) / "tlvfc-studio";
    const char *home = std::getenv("HOME");
    return (home && *home ? fs::path(home) / below_home : fs::temp_directory_path()) /
           "tlvfc-studio";
}

} // namespace

fs::path cache_folder() { return xdg_folder("XDG_CACHE_HOME", ".cache"); }

fs::path data_folder() { return xdg_folder("XDG_DATA_HOME", ".local/share"); }

} // namespace tlvfc
