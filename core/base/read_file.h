// A file's whole content.
#pragma once

#include <filesystem>
#include <string>

namespace tlvfc {

/// For files that fit into memory several times.
/// @throws Error (UnreadableInput) naming the file and why it cannot be read, a failing disk's
///         reason among them.
std::string read_file(const std::filesystem::path &file);

} // namespace tlvfc
