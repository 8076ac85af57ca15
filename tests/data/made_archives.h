// Small archives, well-made and hostile.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace tlvfc::test {

struct MadeMember
{
    std::string path;
    std::string content;
    std::string link = {}; ///< makes it a symbolic link
    bool hard = false;     ///< makes that a hard link
};

enum class ArchiveKind { TarGz, Zip };

inline void make_archive(const std::filesystem::path &file, const std::vector<MadeMember> &members,
                         ArchiveKind kind = ArchiveKind::TarGz)
{
    const std::unique_ptr<archive, decltype(&archive_write_free)> out(archive_write_new(),
                                                                      archive_write_free);
    std::filesystem::create_directories(file.parent_path());
    if (kind == ArchiveKind::TarGz) {
        archive_write_add_filter_gzip(out.get());
        archive_write_set_format_pax_restricted(out.get());
    } else {
        archive_write_set_format_zip(out.get());
    }
    archive_write_open_filename(out.get(), file.c_str());
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              archive_entry_free);
    for (const auto &member : members) {
        archive_entry_clear(entry.get());
        archive_entry_set_pathname(entry.get(), member.path.c_str());
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.content.size()));
        archive_entry_set_filetype(entry.get(), member.path.ends_with('/') ? AE_IFDIR : AE_IFREG);
        if (!member.link.empty() && member.hard) {
            archive_entry_set_hardlink(entry.get(), member.link.c_str());
        } else if (!member.link.empty()) {
            archive_entry_set_filetype(entry.get(), AE_IFLNK);
            archive_entry_set_symlink(entry.get(), member.link.c_str());
        }
        if (archive_write_header(out.get(), entry.get()) != ARCHIVE_OK)
            throw std::runtime_error(archive_error_string(out.get()));
        archive_write_data(out.get(), member.content.data(), member.content.size());
    }
    if (archive_write_close(out.get()) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(out.get()));
}

} // namespace tlvfc::test
