#include "core/base/file_system.h"

#include "core/base/error.h"

#include <system_error>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

void require_answer(const std::error_code &error, const fs::path &path)
{
    if (error)
        throw unreadable_input("cannot look at this path: " + error.message(), path.string(),
                               "check it, and the rights of the folders on the way");
}

/// That nothing is there is an answer too.
fs::file_type type_of(const fs::path &path)
{
    std::error_code error;
    const auto type = fs::status(path, error).type();
    if (type == fs::file_type::none)
        require_answer(error, path);
    return type;
}

} // namespace

bool is_there(const fs::path &path) { return type_of(path) != fs::file_type::not_found; }

bool is_folder(const fs::path &path) { return type_of(path) == fs::file_type::directory; }

std::uint64_t file_bytes(const fs::path &file)
{
    std::error_code error;
    const auto bytes = fs::file_size(file, error);
    require_answer(error, file);
    return bytes;
}

fs::path whole_path(const fs::path &path)
{
    std::error_code error;
    auto whole = fs::absolute(path, error);
    require_answer(error, path);
    return whole;
}

bool make_folder(const fs::path &folder)
{
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (error)
        throw failure("cannot make the folder: " + error.message(), folder.string(),
                      "check the rights of the folder above, and the free space");
    return made;
}

std::vector<fs::path> entries_of(const fs::path &folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        entries.push_back(entry->path());
    return entries;
}

} // namespace tlvfc
