// The numbers of a tensor as they go into a file.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/element_type.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tlvfc::checkpoint {

/// What the tensor's numbers are in the file.
ElementType written_type(const Tensor &tensor, WrittenPrecision precision);

/// In bytes.
std::uint64_t written_size(const Tensor &tensor, WrittenPrecision precision);

/// The bytes for the file: the tensor's own, or rounded ones in `room`.
/// @param name for the error
/// @throws Error (InvalidRequest) if a finite number is beyond the precision's range.
std::span<const std::byte> written_bytes(std::string_view name, const Tensor &tensor,
                                         WrittenPrecision precision,
                                         std::vector<std::uint16_t> &room);

} // namespace tlvfc::checkpoint
