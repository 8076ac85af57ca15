// The members of a tar archive, as they lie in the file.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace tlvfc::checkpoint {

/// The bytes of the regular file `name` (POSIX ustar and its pax and GNU kin).
/// @throws Error (UnreadableInput) if the archive has none, is damaged or cut off.
std::span<const std::byte> tar_member(std::span<const std::byte> file, std::string_view name);

} // namespace tlvfc::checkpoint
