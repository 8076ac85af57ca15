// What a file has to be: its size and its published checksums.
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace tlvfc {

/// What is empty or 0 is not known, and not looked at.
struct ExpectedContent
{
    std::uint64_t bytes = 0;
    std::string md5;    ///< lower-case hexadecimal
    std::string sha256; ///< as well; the first digits alone will do

    bool has_checksum() const { return !md5.empty() || !sha256.empty(); }
};

/// What is wrong with the file: "12 bytes in place of 170052171", "its MD5 is 3f…, not c3…"; empty
/// where it is as expected. @throws Error (UnreadableInput) if it cannot be read, (Interrupted).
std::string content_fault(const std::filesystem::path &file, const ExpectedContent &expected,
                          const std::stop_token &stop = {}, const ProgressHandler &progress = {});

} // namespace tlvfc
