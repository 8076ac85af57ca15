// What the file system tells of a path, with an Error where it tells nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tlvfc {

// Each that asks throws Error (UnreadableInput) that names the path and the system's reason, say
// that a folder on the way may not be entered, that links lead in a circle, or that the disk fails.

/// Whether something is at that path, or where it leads as a link.
bool is_there(const std::filesystem::path &path);

/// Whether that is a folder, or leads to one as a link; false where nothing is.
bool is_folder(const std::filesystem::path &path);

/// A file's length.
std::uint64_t file_bytes(const std::filesystem::path &file);

/// The same place by a path that holds in any working folder.
std::filesystem::path whole_path(const std::filesystem::path &path);

/// Makes the folder and those above it; false where it is there already.
/// @throws Error (Failure)
bool make_folder(const std::filesystem::path &folder);

/// What a folder holds, in no order and as far as it can be listed; throws nothing.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path &folder);

} // namespace tlvfc
