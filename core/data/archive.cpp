#include "core/data/archive.h"

#include "core/base/error.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

namespace tlvfc {

namespace fs = std::filesystem;

struct Archive::Private
{
    std::string name;
    std::unique_ptr<struct archive, decltype(&archive_read_free)> handle;
    std::uint64_t file_bytes = 0;

    /// Warnings are of names' encodings and the like; what cannot be read is an error.
    void check(int result) const
    {
        if (result == ARCHIVE_OK || result == ARCHIVE_EOF || result == ARCHIVE_WARN)
            return;
        const char *reason = archive_error_string(handle.get());
        throw unreadable_input(std::string("the archive is damaged or truncated: ") +
                                   (reason ? reason : "it cannot be read"),
                               name, "download it again");
    }
};

Archive::Archive(const fs::path &file)
    : d(new Private{file.string(), {archive_read_new(), archive_read_free}, 0})
{
    if (!d->handle)
        throw std::bad_alloc();
    std::error_code missing;
    if (!fs::is_regular_file(file, missing))
        throw unreadable_input("no such file", d->name, "check its name");
    d->file_bytes = fs::file_size(file, missing);
    auto *handle = d->handle.get();
    archive_read_support_filter_all(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_zip(handle);
    constexpr std::size_t block = 1 << 18;
    if (archive_read_open_filename(handle, file.c_str(), block) != ARCHIVE_OK)
        throw unreadable_input("neither a tar nor a zip archive", d->name,
                               "give the archive as it was published");
}

Archive::~Archive() = default;

bool Archive::next(ArchiveMember &member)
{
    archive_entry *entry = nullptr;
    const int result = archive_read_next_header(d->handle.get(), &entry);
    d->check(result);
    if (result == ARCHIVE_EOF)
        return false;
    const char *path = archive_entry_pathname_utf8(entry);
    if (!path)
        path = archive_entry_pathname(entry); // bytes that are no UTF-8
    // Of a hard link, libarchive says that it is a file.
    const bool is_link = archive_entry_hardlink(entry) || archive_entry_symlink(entry);
    const auto type = archive_entry_filetype(entry);
    member = {path ? path : "", type == AE_IFREG && !is_link, type == AE_IFDIR && !is_link};
    return true;
}

std::span<const char> Archive::read()
{
    const void *bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0; // data sets have no sparse files
    const int result = archive_read_data_block(d->handle.get(), &bytes, &size, &offset);
    d->check(result);
    if (result == ARCHIVE_EOF)
        return {};
    return {static_cast<const char *>(bytes), size};
}

double Archive::position() const
{
    const auto done = static_cast<double>(archive_filter_bytes(d->handle.get(), -1));
    return d->file_bytes == 0 ? 1.0 : std::min(1.0, done / static_cast<double>(d->file_bytes));
}

bool is_archive(const fs::path &file)
{
    try {
        Archive archive(file);
        ArchiveMember member;
        return archive.next(member);
    } catch (const Error &) {
        return false;
    }
}

} // namespace tlvfc
