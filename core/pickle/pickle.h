// A pickle machine that builds values and runs nothing.
//
// It follows Python's Lib/pickletools.py for protocols 0 to 5, less what cannot stand in a file
// by itself: extension codes and out-of-band buffers. Python would import and call what a pickle
// names; here a name stays a name, and a call goes to PickleCalls, which knows a few by heart. Of
// the rest it lets those become inert Objects that it has a reason to, and refuses any other by its
// name. That list is closed, and each user's own.
#pragma once

#include "core/base/byte_reader.h"
#include "core/pickle/value.h"

namespace tlvfc::pickle {

/// What the machine cannot know by itself.
class PickleCalls
{
public:
    virtual ~PickleCalls() = default;

    /// The value that stands for a persistent id. @throws Error where it knows none.
    virtual ValueId persistent(PickleHeap &heap, ValueId id) = 0;

    /// The value of function(*arguments); an invalid id leaves it to an inert Object.
    /// @throws Error (UnreadableInput) that names a function which belongs in no such file.
    virtual ValueId call(PickleHeap &heap, const Global &function, ValueId arguments) = 0;
};

/// Runs one pickle and leaves `in` right behind it. Memory stays within a small multiple of the
/// bytes read, and within fixed limits.
/// @throws Error (UnreadableInput) if the pickle is cut off, malformed or beyond the limits, or
///         calls what is not known.
ValueId read_pickle(ByteReader &in, PickleHeap &heap, PickleCalls &calls);

} // namespace tlvfc::pickle
