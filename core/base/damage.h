// Words for what is wrong with a file. Whoever knows the file's name adds it.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace tlvfc {

/// The file contradicts itself: "WHAT", with the advice to fetch or save it again.
Error damaged(std::string what);

/// The file ends too early: "the file is cut off WHERE".
Error cut_off(const std::string &where);

/// A name from the file between quotes, shortened, without control characters, so that no file
/// can write to a terminal what it likes.
std::string in_quotes(std::string_view name);

bool is_utf8(std::string_view text);

} // namespace tlvfc
