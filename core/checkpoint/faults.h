// How this room words what is wrong with a file. The door adds the file's name.
#pragma once

#include "core/base/damage.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tlvfc::checkpoint {

/// The file is sound, but holds what is not read; `remedy` says what to do instead.
Error not_readable(std::string what, std::string remedy);

/// The same error, with the tensor that it is about.
Error about_tensor(const Error &error, std::string_view name);

/// "1 tensor", "12 tensors".
std::string counted(std::int64_t count, const std::string &noun);

} // namespace tlvfc::checkpoint
