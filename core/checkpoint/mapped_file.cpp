#include "core/checkpoint/mapped_file.h"

#include "core/checkpoint/faults.h"

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
    return {{address, [size](const void *p) { munmap(const_cast<void *>(p), size); }},
            {static_cast<const std::byte *>(address), size}};
}

} // namespace tlvfc::checkpoint
