// The textual arguments of pickle protocol 0.
#pragma once

#include "core/pickle/value.h"

#include <string>
#include <string_view>

namespace tlvfc::pickle {

/// "12", "12L", and "00", "01" where they mean booleans (INT only).
/// @throws Error (UnreadableInput) if it is no integer. One beyond int64 comes as None: no
/// number of a tensor is that large, and turning long decimals to binary takes quadratic time.
PickleValue parse_integer(std::string_view line, bool booleans);

double parse_float(std::string_view line);

/// The inside of Python 2's repr of a str, quotes included in `line`.
std::string parse_quoted(std::string_view line);

/// Python's raw-unicode-escape, as UTF-8.
std::string parse_raw_unicode(std::string_view line);

} // namespace tlvfc::pickle
