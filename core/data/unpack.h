// Archives unpacked without trust.
#pragma once

#include "core/base/progress.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace tlvfc {

/// Unpacks into a hidden folder beside `folder` and renames it at the end: `folder` appears
/// complete or not at all, and nothing else stays behind. Files and folders only; a member that is
/// a link or a device, or whose path leads out or stands twice, is refused by name, and so is an
/// archive that swells beyond measure.
/// @param accept  looks at the unpacked folder before it gets its name; throws to refuse it
/// @throws Error (UnreadableInput) for a damaged or hostile archive, (Failure) for a full disk or a
///         folder that exists, (Interrupted).
void unpack(const std::filesystem::path &archive, const std::filesystem::path &folder,
            const std::function<void(const std::filesystem::path &)> &accept = {},
            const std::stop_token &stop = {}, const ProgressHandler &progress = {});

} // namespace tlvfc
