// A file's bytes in memory, paged in as they are read.
#pragma once

#include "core/checkpoint/lost_pages.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace tlvfc::checkpoint {

/// Read-only, page-aligned bytes of a regular file.
struct MappedFile
{
    /// Keeps the bytes mapped; what looks into them holds a copy.
    std::shared_ptr<const void> owner;
    std::span<const std::byte> bytes;
    std::shared_ptr<const WatchedPages> pages;
};

/// Prepared for what tells about the tensors: the file's ends and a few places between them.
/// @throws Error (UnreadableInput) if the file is missing, no regular file, empty or not readable.
MappedFile map_file(const std::filesystem::path &file);

/// To be called when the bytes were used, for they may have been zeros.
/// @throws Error (UnreadableInput) if the file was cut short meanwhile or its disk failed.
void throw_if_lost(const MappedFile &file);

/// Has the system fetch the whole file, since all of it is about to be read.
void expect_all(const MappedFile &file);

} // namespace tlvfc::checkpoint
