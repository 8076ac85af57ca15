// What can stand as a tensor's name in a file.
#pragma once

#include <string_view>

namespace tlvfc::checkpoint {

/// @throws Error (UnreadableInput) for a name that no file of weights has: empty, no UTF-8, or so
///         long that a few of them fill the memory.
void check_name(std::string_view name);

/// What check_name() refuses cannot be written either. @throws Error (InvalidRequest).
void check_writable_name(std::string_view name);

} // namespace tlvfc::checkpoint
