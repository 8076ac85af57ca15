// DPIAT's transfer: the part that source and target share, centered (METHOD.md section 3, "Clip").
#pragma once

#include "core/base/tensor.h"

#include <string>

namespace tlvfc {

/// The target with the source over it. Along each dimension a → b: a < b puts the source at the
/// target's center, from (b-a)/2; a > b takes the source's center, from (a-b)/2; both rounded
/// down. What the source does not reach stays. Draws nothing.
/// @throws Error (InvalidRequest) if the numbers of dimensions differ.
Tensor clip_onto(const Tensor &source, const Tensor &target);

/// Where the source lies along one dimension of the target.
struct ClipSpan
{
    std::int64_t source = 0; ///< the first entry taken
    std::int64_t target = 0; ///< where it goes
    std::int64_t count = 0;
};
ClipSpan clip_span(std::int64_t source, std::int64_t target);

/// The case in words: "64→128 filters: all go to the center, from 32; the rest stays".
std::string describe_clip(const Shape &source, const Shape &target);

} // namespace tlvfc
