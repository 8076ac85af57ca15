// SHA-256, for goldens, downloads and content keys.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace tlvfc {

/// Lower-case hexadecimal, 64 characters.
std::string sha256_hex(std::span<const std::byte> bytes);

/// @throws Error (UnreadableInput) if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path &file);

} // namespace tlvfc
