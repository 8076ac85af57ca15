// Files that appear complete or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string_view>

namespace tlvfc {

/// Writes beside `file` and renames over it at the end, synced to disk; an exception from
/// `write`, or a full disk, leaves the old file (or none) and no remains. A link stays, and what it
/// leads to is replaced; a pipe or a device is written through.
/// @throws Error (Failure) if the folder cannot be written, the disk is full or fails.
void write_file(const std::filesystem::path &file,
                const std::function<void(std::ostream &)> &write);
void write_file(const std::filesystem::path &file, std::string_view text);

/// Removes what write_file() left half made below `folder` in processes of this machine that are
/// gone.
void remove_abandoned_scratch(const std::filesystem::path &folder);

} // namespace tlvfc
