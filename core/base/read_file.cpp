#include "core/base/read_file.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tlvfc {

namespace {

Error cannot_read(const std::filesystem::path &file)
{
    const bool is_absent = errno == ENOENT || errno == ENOTDIR;
    return unreadable_input(is_absent
                                ? "there is no such file"
                                : std::string("cannot read the file: ") + std::strerror(errno),
                            file.string(), "check its name and rights");
}

struct Descriptor
{
    int number;
    ~Descriptor()
    {
        if (number >= 0)
            close(number);
    }
};

} // namespace

/// By the system's own calls: a stream does not tell the end of a file from a disk that fails.
std::string read_file(const std::filesystem::path &file)
{
    // Non-blocking, so that a named pipe without a writer is at its end and not waited for.
    const Descriptor in{open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (in.number < 0)
        throw cannot_read(file);
    struct stat status = {};
    if (fstat(in.number, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        throw unreadable_input("this is no regular file", file.string(),
                               "copy its content to a file");
    std::string text;
    std::array<char, 1 << 16> buffer;
    for (;;) {
        const auto count = ::read(in.number, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw cannot_read(file);
        if (count == 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

} // namespace tlvfc
