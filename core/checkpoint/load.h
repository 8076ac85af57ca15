// From what a file says to numbers in memory.
#pragma once

#include "core/checkpoint/contents.h"

namespace tlvfc::checkpoint {

/// Takes the numbers of every tensor: compares checksums, converts what is no dense float32 or
/// int64, and counts what is not finite, on several threads where there is much to do.
/// Adds a note about numbers that are not finite to `contents`.
/// @throws Error (UnreadableInput) that names the tensor for a wrong checksum or a number beyond
///         int64, and where copies would take more memory than a file of this size may ask for;
///         Error (Interrupted) when stopped.
Weights load(Contents &contents, const std::stop_token &stop = {},
             const ProgressHandler &progress = {});

/// One sentence per type that is converted.
std::vector<std::string> conversion_notes(const Contents &contents);

} // namespace tlvfc::checkpoint
