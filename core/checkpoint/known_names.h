// The classes and functions that files of weights call, as a closed list.
#pragma once

#include "core/pickle/value.h"

namespace tlvfc::checkpoint {

/// Passes where the name is known from files of weights: containers, numbers, paths and settings
/// of Python's own, numpy's scalars, arrays and random states, torch's tensors, optimizers and
/// schedules, the common settings classes. Nothing of them is ever called here either: they become
/// inert Objects.
/// @param arguments of the call; of a function that makes an object of any class, the class
///        counts
/// @throws Error (UnreadableInput) that names anything else.
void require_known(const pickle::PickleHeap &heap, const pickle::Global &function,
                   pickle::ValueId arguments);

} // namespace tlvfc::checkpoint
