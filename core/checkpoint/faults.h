// How this room words what is wrong with a file. The door adds the file's name.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tlvfc::checkpoint {

/// The file contradicts itself: "WHAT", with the advice to fetch or save it again.
Error damaged(std::string what);

/// The file ends too early: "the file is cut off WHERE".
Error cut_off(const std::string &where);

/// The file is sound, but holds what is not read; `remedy` says what to do instead.
Error not_readable(std::string what, std::string remedy);

/// The same error, with the tensor that it is about.
Error about_tensor(const Error &error, std::string_view name);

/// A name from the file between quotes, shortened, without control characters, so that no file
/// can write to a terminal what it likes.
std::string in_quotes(std::string_view name);

bool is_utf8(std::string_view text);

/// "1 tensor", "12 tensors".
std::string counted(std::int64_t count, const std::string &noun);

} // namespace tlvfc::checkpoint
