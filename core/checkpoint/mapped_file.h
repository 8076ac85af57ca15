// A file's bytes in memory, paged in as they are read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace tlvfc::checkpoint {

/// Read-only, page-aligned bytes of a regular file.
struct MappedFile
{
    /// Keeps the bytes mapped; tensors that look into them hold a copy.
    std::shared_ptr<const void> owner;
    std::span<const std::byte> bytes;
};

/// Prepared for what tells about the tensors: the file's ends and a few places between them.
/// @throws Error (UnreadableInput) if the file is missing, no regular file, empty or not readable.
MappedFile map_file(const std::filesystem::path &file);

/// Has the system fetch the whole file, since all of it is about to be read.
void expect_all(const MappedFile &file);

} // namespace tlvfc::checkpoint
