#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// Removes the half-made file unless it was renamed into place.
class Scratch
{
public:
    explicit Scratch(const fs::path &target)
        : path(target.string() + ".part." + std::to_string(getpid()))
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

Error cannot_write(const fs::path &file, const std::string &reason)
{
    return failure("cannot write the file: " + reason, file.string(),
                   "check the folder, its rights and the free space");
}

void sync_to_disk(const fs::path &path)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

} // namespace

void write_file(const fs::path &file, const std::function<void(std::ostream &)> &write)
{
    Scratch scratch(file);
    {
        errno = 0;
        std::ofstream out(scratch.path, std::ios::binary | std::ios::trunc);
        if (!out)
            throw cannot_write(file, std::strerror(errno));
        write(out);
        out.flush();
        if (!out)
            throw cannot_write(file, errno ? std::strerror(errno) : "the disk took no more");
    }
    sync_to_disk(scratch.path);
    std::error_code error;
    fs::rename(scratch.path, file, error);
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

} // namespace tlvfc
