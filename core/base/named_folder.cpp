#include "core/base/named_folder.h"

#include <system_error>

namespace tlvfc {

namespace fs = std::filesystem;

fs::path named_folder(const fs::path &given)
{
    const auto path = given.has_filename() ? given : given.parent_path();
    const auto name = path.filename();
    if (name != "." && name != "..")
        return path;
    std::error_code error;
    const auto whole = fs::canonical(path, error);
    return error ? path : whole;
}

} // namespace tlvfc
