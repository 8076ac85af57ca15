// A download that is not done: FILE.part and a note about where it comes from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace tlvfc {

/// Held by one process at a time. Without remove() or finish() it stays on disk, to be gone on
/// with.
class PartialFile
{
public:
    /// Opens or makes it; what was kept of another address is dropped.
    /// @throws Error (Failure) if the folder cannot be written, or another process holds it.
    PartialFile(const std::filesystem::path &file, const std::string &url);
    ~PartialFile();
    PartialFile(const PartialFile &) = delete;
    PartialFile &operator=(const PartialFile &) = delete;

    const std::filesystem::path &path() const { return path_; }
    std::uint64_t size() const { return size_; }
    /// What the server called the version that the bytes are of.
    const std::string &validator() const { return validator_; }

    /// Drops the bytes; those to come are of this version.
    void restart(const std::string &validator);
    /// @throws Error (Failure) if the disk takes no more.
    void append(std::span<const char> bytes);
    void remove();
    /// Gives it its final name, synced to disk.
    void finish();

private:
    std::filesystem::path file_;
    std::filesystem::path path_;
    std::string url_;
    std::string validator_;
    std::uint64_t size_ = 0;
    int fd_ = -1;
};

} // namespace tlvfc
