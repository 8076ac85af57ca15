// Digests, for goldens, downloads and content keys.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace tlvfc {

/// Two lower-case hexadecimal digits a byte.
std::string to_hex(std::span<const std::byte> bytes);

/// A digest of bytes that come in parts.
class Digest
{
public:
    enum class Kind { Md5, Sha256 };

    /// @throws Error (Failure) where this OpenSSL does not offer it.
    explicit Digest(Kind kind);

    void add(std::span<const std::byte> bytes);

    /// Of all that was added; nothing can be added after it.
    std::string hex();

private:
    std::unique_ptr<void, void (*)(void *)> context_; ///< OpenSSL's
};

/// Lower-case hexadecimal, 64 characters.
std::string sha256_hex(std::span<const std::byte> bytes);

/// @throws Error (UnreadableInput) if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path &file);

} // namespace tlvfc
