// Biases, and anything else along each of its dimensions (METHOD.md section 3, "Bias").
#pragma once

#include "core/base/random.h"
#include "core/base/tensor.h"

namespace tlvfc {

/// The source brought to the target's shape. Along each dimension a → b: a < b draws
/// randint(0, a, b) for the entries to repeat, with the source in order at its center; a > b
/// takes the source's center. Dimension 0 is drawn first.
/// @throws Error (InvalidRequest) if the numbers of dimensions differ.
Tensor fit_by_repeating(const Tensor &source, const Shape &target, Generator &generator);

/// Consumes what fit_by_repeating() would.
void skip_fit(const Shape &source, const Shape &target, Generator &generator);

} // namespace tlvfc
