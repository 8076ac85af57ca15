// Numbers of any type and order, to dense float32 or int64.
#pragma once

#include "core/checkpoint/element_type.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tlvfc::checkpoint {

/// Elements of `type` from `first` on, strides in elements. All of them must lie in memory, and
/// the type's dtype_of() must be the type converted to. `first` need not be aligned.
struct StridedView
{
    ElementType type;
    const std::byte *first;
    const Shape &shape;
    const std::vector<std::int64_t> &strides;
};

/// Fills `out`, row-major; its size is the product of the shape, and not 0.
void convert(const StridedView &view, std::span<float> out);

/// @throws Error (UnreadableInput) for an unsigned number beyond int64.
void convert(const StridedView &view, std::span<std::int64_t> out);

} // namespace tlvfc::checkpoint
