// Archives as data sets come in: tar in any compression, and zip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace tlvfc {

struct ArchiveMember
{
    std::string path; ///< as the archive says it: not to be trusted
    bool is_file = false;
    bool is_folder = false; ///< neither: a link or a device
};

/// An archive read from its start to its end.
class Archive
{
public:
    /// @throws Error (UnreadableInput) if the file is missing or no archive.
    explicit Archive(const std::filesystem::path &file);
    ~Archive();
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    /// Goes to the next member; false at the end. @throws Error (UnreadableInput) for a damaged or
    /// truncated archive, as read() does.
    bool next(ArchiveMember &member);

    /// The current member's next bytes, valid until the next call; empty at its end.
    std::span<const char> read();

    /// How much of the file has been read, 0 to 1.
    double position() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Whether the file begins as an archive does.
bool is_archive(const std::filesystem::path &file);

} // namespace tlvfc
