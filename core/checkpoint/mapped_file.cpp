#include "core/checkpoint/mapped_file.h"

#include "core/checkpoint/faults.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tlvfc::checkpoint {

namespace {

struct Descriptor
{
    int fd;
    ~Descriptor()
    {
        if (fd >= 0)
            close(fd);
    }
};

Error cannot_read(int number)
{
    if (number == ENOENT || number == ENOTDIR)
        return unreadable_input("there is no such file", {}, "check its name");
    return unreadable_input(std::string("cannot read the file: ") + std::strerror(number), {},
                            "check its name and rights");
}

/// From a disk, reading ahead around every place that is looked at takes longer than all else.
/// Headers and tables stand at the ends.
void expect_ends(std::span<const std::byte> bytes)
{
    constexpr std::size_t end = std::size_t{256} << 10; // whole pages
    auto *const start = const_cast<std::byte *>(bytes.data());
    madvise(start, bytes.size(), MADV_RANDOM);
    madvise(start, std::min(end, bytes.size()), MADV_WILLNEED);
    if (bytes.size() > end) {
        const auto last = (bytes.size() - 1) / end * end;
        madvise(start + last, bytes.size() - last, MADV_WILLNEED);
    }
}

} // namespace

MappedFile map_file(const std::filesystem::path &file)
{
    // Non-blocking, so that a named pipe is refused rather than waited for.
    const Descriptor descriptor{open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status = {};
    if (descriptor.fd < 0 || fstat(descriptor.fd, &status) != 0)
        throw cannot_read(errno);
    if (S_ISDIR(status.st_mode))
        throw unreadable_input("this is a folder, not a weights file", {},
                               "name the file inside it");
    if (!S_ISREG(status.st_mode))
        throw unreadable_input("this is no regular file", {}, "copy its content to a file");
    if (status.st_size == 0)
        throw unreadable_input("the file is empty", {}, "download or save the file again");
    const auto size = static_cast<std::size_t>(status.st_size);
    void *const address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.fd, 0);
    if (address == MAP_FAILED)
        throw cannot_read(errno);
    const std::span bytes{static_cast<const std::byte *>(address), size};
    std::shared_ptr<const void> owner(
        address, [size](const void *p) { munmap(const_cast<void *>(p), size); });
    MappedFile mapped{std::move(owner), bytes, std::make_shared<WatchedPages>(bytes)};
    expect_ends(mapped.bytes);
    return mapped;
}

void throw_if_lost(const MappedFile &file)
{
    if (file.pages->are_lost())
        throw unreadable_input("the file was cut short, or its disk failed, while it was read", {},
                               "read it again when no other program writes it");
}

void expect_all(const MappedFile &file)
{
    void *const start = const_cast<std::byte *>(file.bytes.data());
    madvise(start, file.bytes.size(), MADV_NORMAL);
    madvise(start, file.bytes.size(), MADV_WILLNEED);
}

} // namespace tlvfc::checkpoint
