// The state of the pickle machine: a stack of values, the marks on it and the memo.
#pragma once

#include "core/pickle/pickle.h"

#include <string>
#include <vector>

namespace tlvfc::pickle {

/// One pickle on its way to a value; pickle.cpp drives it, and builds what holds other values.
class Machine
{
public:
    Machine(ByteReader &reader, PickleHeap &values, PickleCalls &known)
        : in(reader)
        , heap(values)
        , calls(known)
        , none(heap.add(None{}))
        , no(heap.add(false))
        , yes(heap.add(true))
    {
    }

    ValueId run();

private:
    bool step(std::uint8_t opcode);
    bool step_text(std::uint8_t opcode);
    bool step_number(std::uint8_t opcode);
    bool step_memo(std::uint8_t opcode);
    bool step_container(std::uint8_t opcode);
    bool step_object(std::uint8_t opcode);

    void push(ValueId id) { stack.push_back(id); }
    template <typename T>
    void push_new(T value)
    {
        push(heap.add(std::move(value)));
    }
    ValueId pop();
    ValueId top();
    std::vector<ValueId> pop_to_mark();
    std::vector<ValueId> pop_some(std::size_t count);
    std::string_view pop_text();

    void push_long(std::uint64_t size);
    void remember(std::uint64_t slot);
    void recall(std::uint64_t slot);
    void append(ValueId target, const std::vector<ValueId> &items);
    void set_items(ValueId target, const std::vector<ValueId> &items);
    static Pairs paired(const std::vector<ValueId> &items);
    void call(ValueId maker, ValueId arguments);
    void build(ValueId target, ValueId state);

    ByteReader &in;
    PickleHeap &heap;
    PickleCalls &calls;
    ValueId none;
    ValueId no;
    ValueId yes;
    std::vector<ValueId> stack;
    std::vector<std::size_t> marks; // the stack's height at each MARK
    std::vector<ValueId> memo;
};

/// "the pickled part WHAT"
Error malformed(const std::string &what);

} // namespace tlvfc::pickle
