#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "core/base/host_name.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view scratch_mark = ".part.";

/// Removes the half-made file unless it was renamed into place.
class Scratch
{
public:
    explicit Scratch(const fs::path &target)
        : path(target.string() + std::string(scratch_mark) + host_name() + "." +
               std::to_string(getpid()))
    {
    }
    ~Scratch()
    {
        std::error_code ignored;
        if (!path.empty())
            fs::remove(path, ignored);
    }
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

    fs::path path;
};

/// Whether the name is one of a scratch file whose process, here, is gone.
bool is_abandoned(const fs::path &file)
{
    const auto name = file.filename().string();
    const auto mark = name.find(scratch_mark);
    const auto start = mark + scratch_mark.size();
    const auto dot = name.rfind('.');
    if (mark == std::string::npos || dot < start || name.substr(start, dot - start) != host_name())
        return false;
    pid_t writer = 0;
    const char *const end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + dot + 1, end, writer);
    return error == std::errc() && rest == end && writer > 0 && kill(writer, 0) != 0 &&
           errno == ESRCH;
}

Error cannot_write(const fs::path &file, const std::string &reason)
{
    return failure("cannot write the file: " + reason, file.string(),
                   "check the folder, its rights and the free space");
}

/// 0, or the error of a disk that could not keep what it had taken. A file system that knows no
/// such request has done what it can.
int sync_to_disk(const fs::path &path)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    const int error = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
    close(fd);
    return error;
}

constexpr int most_links = 40; ///< as many as Linux follows

/// Where the links of the last name lead, whether or not something is there.
fs::path end_of_links(const fs::path &file)
{
    auto end = file;
    std::error_code error;
    for (int links = 0; fs::is_symlink(end, error); ++links) {
        if (links == most_links)
            throw cannot_write(file, "its links lead nowhere");
        const auto next = fs::read_symlink(end, error);
        if (error)
            throw cannot_write(file, error.message());
        end = next.is_absolute() ? next : end.parent_path() / next;
    }
    return end;
}

/// A pipe, a socket or a device: what is written goes through, and it must not be replaced.
bool is_passage(const fs::path &file)
{
    std::error_code error;
    const auto status = fs::status(file, error);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// @param name  what a person calls it
void write_out(const fs::path &path, const fs::path &name,
               const std::function<void(std::ostream &)> &write)
{
    errno = 0;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!out)
        throw cannot_write(name, std::strerror(errno));
    write(out);
    out.flush();
    if (!out)
        throw cannot_write(name, errno ? std::strerror(errno) : "the disk took no more");
}

} // namespace

void write_file(const fs::path &file, const std::function<void(std::ostream &)> &write)
{
    if (is_passage(file))
        return write_out(file, file, write);
    const auto end = end_of_links(file);
    Scratch scratch(end);
    write_out(scratch.path, file, write);
    if (const int number = sync_to_disk(scratch.path))
        throw cannot_write(file, std::strerror(number));
    std::error_code error;
    fs::rename(scratch.path, end, error);
    if (error)
        throw cannot_write(file, error.message());
    scratch.path.clear();
}

void write_file(const fs::path &file, std::string_view text)
{
    write_file(file, [&](std::ostream &out) {
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
    });
}

void remove_abandoned_scratch(const fs::path &folder)
{
    std::vector<fs::path> abandoned;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (is_abandoned(entry->path()))
            abandoned.push_back(entry->path());
    }
    for (const auto &file : abandoned)
        fs::remove(file, error);
}

} // namespace tlvfc
