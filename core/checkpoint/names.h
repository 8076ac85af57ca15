// The names of tensors, as files have them and as networks do.
#pragma once

#include "core/checkpoint/checkpoint.h"

namespace tlvfc::checkpoint {

/// @throws Error (UnreadableInput) for a name that no file of weights has: empty, no UTF-8, or so
///         long that a few of them fill the memory.
void check_name(std::string_view name);

/// What check_name() refuses cannot be written either. @throws Error (InvalidRequest).
void check_writable_name(std::string_view name);

/// Removes what wrappers such as DataParallel and torch.compile put before every name, and adds a
/// note about it.
void remove_prefixes(Checkpoint &checkpoint);

/// "2 entries that are no tensors left out: 'epoch', 'arch'"; adds nothing where none were.
void note_left_out(Checkpoint &checkpoint, const std::vector<std::string_view> &names);

} // namespace tlvfc::checkpoint
