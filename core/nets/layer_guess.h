// What kinds of layers a weights file holds, as far as names and shapes tell.
#pragma once

#include "core/nets/architecture.h"

namespace tlvfc {

/// Looks at every layer of a tree whose kinds were guessed from the number of dimensions alone, in
/// the file's order, and mends what its surroundings tell:
/// - a convolution whose inputs are fewer than the channels before it, and a width that nothing
///   before it has, is grouped (one input: depthwise);
/// - one whose bias, or following batch norm, counts its second dimension is transposed;
/// - a batch norm has the dimensions of the layer before it;
/// - a matrix named as an embedding is none of the fully connected layers.
/// A transposed convolution that is square and without bias looks like any other and is told by
/// its name alone; strides and dilation leave no trace in a weight.
void refine_kinds(Architecture &tree);

} // namespace tlvfc
