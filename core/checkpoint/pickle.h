// A pickle machine that builds values and runs nothing.
//
// It follows Python's Lib/pickletools.py for protocols 0 to 5, less what cannot stand in a file
// of weights: extension codes and out-of-band buffers. Python would import and call what a pickle
// names; here a name stays a name, and a call goes to PickleCalls, which knows a few by heart. Of
// the rest, those on a closed list (known_names.h) become inert Objects, and any other is refused
// by its name, as every opcode is that no file of weights needs.
#pragma once

#include "core/checkpoint/byte_reader.h"
#include "core/checkpoint/pickle_value.h"

namespace tlvfc::checkpoint {

/// What the machine cannot know by itself.
class PickleCalls
{
public:
    virtual ~PickleCalls() = default;

    /// The value that stands for a persistent id.
    virtual ValueId persistent(PickleHeap &heap, ValueId id) = 0;

    /// The value of function(*arguments); an invalid id leaves it to an inert
    /// Object, if the function is known from files of weights.
    virtual ValueId call(PickleHeap &heap, const Global &function, ValueId arguments) = 0;
};

/// For pickles that can hold nothing but plain data; every persistent id is a fault.
class NoCalls : public PickleCalls
{
public:
    ValueId persistent(PickleHeap &heap, ValueId id) override;
    ValueId call(PickleHeap &, const Global &, ValueId) override { return {}; }
};

/// Runs one pickle and leaves `in` right behind it. Memory stays within a small multiple of the
/// bytes read, and within fixed limits.
/// @throws Error (UnreadableInput) if the pickle is cut off, malformed or beyond the limits, or
///         calls what is not known.
ValueId read_pickle(ByteReader &in, PickleHeap &heap, PickleCalls &calls);

} // namespace tlvfc::checkpoint
