// Source kernels brought to the target's kernel size (METHOD.md section 3, step 1).
#pragma once

#include "core/base/random.h"
#include "core/base/tensor.h"
#include "core/transfer/crew.h"
#include "core/transfer/strategy.h"

namespace tlvfc {

/// How k×k kernels become q×q.
struct KernelResize
{
    PadMethod pad = PadMethod::Zero;
    PoolMethod pool = PoolMethod::Average;
};

/// So×Si×k×k → So×Si×q×q. Equal sizes share the tensor and draw nothing.
/// Draws as the published program: randn(So,Si,q,q) whose values are overwritten, then for
/// PadMethod::Init q²-k² values per kernel.
/// Padding by Init goes ring by ring from the outside, each ring as top row, right column, bottom
/// row, left column; the published program can do 3→5 alone, which is one such ring. An odd
/// difference, which it cannot do at all, puts the kernel at (q-k)/2 rounded down and fills the
/// border in row-major order. The same bits whatever the crew.
Tensor resize_kernels(const Tensor &source, std::int64_t size, const KernelResize &options,
                      Generator &generator, Crew &crew);

/// Consumes what resize_kernels() would.
void skip_resize(const Shape &source, std::int64_t size, const KernelResize &options,
                 Generator &generator);

} // namespace tlvfc
