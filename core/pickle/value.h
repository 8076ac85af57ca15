// What a pickle says, as plain data.
#pragma once

#include "core/base/strong_id.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tlvfc::pickle {

/// A value in a PickleHeap. Values refer to each other by id, so that a pickle that contains
/// itself is a circle of numbers and destroying the deepest nest needs no recursion.
using ValueId = StrongId<struct PickleValueTag>;

struct None
{
};
/// An integer beyond int64: its little-endian two's complement.
struct BigInteger
{
    std::string_view bytes;
};
/// UTF-8 in Python 3; whatever Python 2 had in a str.
struct Text
{
    std::string_view text;
};
struct Bytes
{
    std::string_view bytes;
};
struct Tuple
{
    std::vector<ValueId> items;
};
/// Lists and sets.
struct List
{
    std::vector<ValueId> items;
};
using Pairs = std::vector<std::pair<ValueId, ValueId>>;
/// dict and OrderedDict; a key may stand twice, the later counts.
struct Dict
{
    Pairs pairs;
};
/// The name of a class or function. Nothing is ever looked up by it.
struct Global
{
    std::string_view module;
    std::string_view name;
};
/// What a class or function would have made: inert, kept for its attributes.
struct Object
{
    ValueId maker; ///< usually a Global
    ValueId arguments;
    ValueId state; ///< invalid where it has none
    Pairs pairs;   ///< items set on it as on a dict
};
/// What PickleCalls made: an entry of one of their tables, which they number.
struct Made
{
    int table;
    std::size_t index;
};

/// Text views look into the file, or into the heap's own texts.
using PickleValue = std::variant<None, bool, std::int64_t, double, BigInteger, Text, Bytes, Tuple,
                                 List, Dict, Global, std::unique_ptr<Object>, Made>;

/// What pickles are read for.
struct PickleLimits
{
    std::size_t values; ///< more belong to no such file; a byte of the file can become forty
    const char *kind;   ///< of file, for errors: "checkpoint"
};

/// Owns the values of one or more pickles.
class PickleHeap
{
public:
    explicit PickleHeap(const PickleLimits &limits)
        : limits_(limits)
    {
    }

    const PickleLimits &limits() const { return limits_; }

    /// @throws Error (UnreadableInput) beyond the limit.
    ValueId add(PickleValue value);
    ValueId add_object(Object object);

    /// nullptr where the value, or the id, is of another kind.
    template <typename T>
    const T *get(ValueId id) const
    {
        return id.is_valid() ? std::get_if<T>(&values_[id.index()]) : nullptr;
    }
    template <typename T>
    T *get(ValueId id)
    {
        return id.is_valid() ? std::get_if<T>(&values_[id.index()]) : nullptr;
    }
    const Object *object(ValueId id) const;
    Object *object(ValueId id);

    /// The items of a tuple or list, nullptr for anything else.
    const std::vector<ValueId> *items(ValueId id) const;

    /// The pairs of a dict, or of an object that had items set; nullptr for anything else.
    const Pairs *pairs(ValueId id) const;

    /// Text or Python 2's bytes that were text; nothing for anything else.
    const std::string_view *text(ValueId id) const;

    /// The value that stands under the text `key`, the latest if there are several; invalid
    /// where there is none.
    ValueId find(const Pairs &pairs, std::string_view key) const;

    /// Counts values that a call copies from one container to another: one opcode can copy
    /// many. @throws Error (UnreadableInput) beyond the limit.
    void count_copies(std::size_t count);

    /// Keeps a text that does not stand in the file as it is.
    std::string_view keep(std::string text);

private:
    PickleLimits limits_;
    std::deque<PickleValue> values_;
    std::deque<std::string> texts_;
    std::size_t copies_ = 0;
};

} // namespace tlvfc::pickle
