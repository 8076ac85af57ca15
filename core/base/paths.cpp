#include "core/base/paths.h"

#include <cstdlib>
#include <system_error>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

fs::path xdg_folder(const char *variable, const char *below_home)
{
    if (const char *value = std::getenv(variable); value && *value)
        return fs::path(value) / "tlvfc-studio";
    if (const char *home = std::getenv("HOME"); home && *home)
        return fs::path(home) / below_home / "tlvfc-studio";
    std::error_code absent;
    const auto temporary = fs::temp_directory_path(absent);
    return (absent ? fs::path("/tmp") : temporary) / "tlvfc-studio";
}

} // namespace

fs::path cache_folder() { return xdg_folder("XDG_CACHE_HOME", ".cache"); }

fs::path data_folder() { return xdg_folder("XDG_DATA_HOME", ".local/share"); }

} // namespace tlvfc
