// Files from the web, gone on with after a cut and checked before they get their name.
#pragma once

#include "core/base/progress.h"
#include "core/data/content.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace tlvfc {

struct DownloadOptions
{
    int connect_timeout_s = 20;
    int stall_timeout_s = 30;
    int attempts = 5;    ///< in a row without a byte; one that brought some begins the count anew
    int pause_ms = 1000; ///< before the second attempt, doubled before each further one
};

/// Makes `file` from what `url` leads to. Under its name it appears complete and as expected, or
/// not at all. What has come before a stop or a lasting cut is kept in FILE.part and gone on with
/// next time, by range and only of the same version; what turns out wrong, or fills the disk, is
/// removed.
/// @throws Error (Failure) where it cannot be had or is not as expected, (Interrupted).
void download(const std::string &url, const std::filesystem::path &file,
              const ExpectedContent &expected, const DownloadOptions &options = {},
              std::stop_token stop = {}, const ProgressHandler &progress = {});

} // namespace tlvfc
