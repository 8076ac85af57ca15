#include "core/pickle/machine.h"
#include "core/pickle/opcode.h"

namespace tlvfc::pickle {

namespace {

/// Bounds time, and memory where an opcode of one byte costs more than one; the state_dict of a
/// ResNet152 with its optimizer's takes under a million.
constexpr std::size_t most_steps = 32'000'000;

} // namespace

Error malformed(const std::string &what) { return damaged("the pickled part " + what); }

ValueId Machine::pop()
{
    const auto id = top();
    stack.pop_back();
    return id;
}

ValueId Machine::top()
{
    if (stack.size() <= (marks.empty() ? 0 : marks.back()))
        throw malformed("takes a value that is not there");
    return stack.back();
}

std::vector<ValueId> Machine::pop_to_mark()
{
    if (marks.empty())
        throw malformed("ends a group that never began");
    const auto height = marks.back();
    marks.pop_back();
    return pop_some(stack.size() - height);
}

std::vector<ValueId> Machine::pop_some(std::size_t count)
{
    if (stack.size() - (marks.empty() ? 0 : marks.back()) < count)
        throw malformed("takes a value that is not there");
    const auto first = stack.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<ValueId> items(first, stack.end());
    stack.erase(first, stack.end());
    return items;
}

std::string_view Machine::pop_text()
{
    const auto *text = heap.text(pop());
    if (!text)
        throw malformed("has something else where a name belongs");
    return *text;
}

void Machine::append(ValueId target, const std::vector<ValueId> &items)
{
    // What an inert object collects is of no use here.
    if (heap.object(target))
        return;
    auto *list = heap.get<List>(target);
    if (!list)
        throw malformed("appends to what is no list");
    list->items.insert(list->items.end(), items.begin(), items.end());
}

Pairs Machine::paired(const std::vector<ValueId> &items)
{
    if (items.size() % 2 != 0)
        throw malformed("has a key without a value");
    Pairs pairs;
    pairs.reserve(items.size() / 2);
    for (std::size_t i = 0; i < items.size(); i += 2)
        pairs.emplace_back(items[i], items[i + 1]);
    return pairs;
}

void Machine::set_items(ValueId target, const std::vector<ValueId> &items)
{
    const auto added = paired(items);
    Pairs *pairs = nullptr;
    if (auto *object = heap.object(target))
        pairs = &object->pairs;
    else if (auto *dict = heap.get<Dict>(target))
        pairs = &dict->pairs;
    else
        throw malformed("sets an item of what is no dict");
    pairs->insert(pairs->end(), added.begin(), added.end());
}

void Machine::call(ValueId maker, ValueId arguments)
{
    const auto *function = heap.get<Global>(maker);
    if (!function)
        throw malformed("calls what is no class or function");
    const auto result = calls.call(heap, *function, arguments);
    push(result.is_valid() ? result : heap.add_object({maker, arguments, {}, {}}));
}

void Machine::build(ValueId target, ValueId state)
{
    // On a dict it sets attributes such as _metadata, on a tensor Python's own: neither matters.
    if (auto *object = heap.object(target))
        object->state = state;
}

bool Machine::step_container(std::uint8_t opcode)
{
    switch (opcode) {
    case '(': // MARK
        marks.push_back(stack.size());
        return true;
    case '0': // POP takes a mark off where nothing stands on it
        if (!marks.empty() && stack.size() == marks.back())
            marks.pop_back();
        else
            pop();
        return true;
    case '1': // POP_MARK
        pop_to_mark();
        return true;
    case '2': // DUP
        push(top());
        return true;
    case ')': // EMPTY_TUPLE
        push_new(Tuple{});
        return true;
    case 't': // TUPLE
        push_new(Tuple{pop_to_mark()});
        return true;
    case 0x85: // TUPLE1
    case 0x86: // TUPLE2
    case 0x87: // TUPLE3
        push_new(Tuple{pop_some(opcode - 0x84u)});
        return true;
    case ']':  // EMPTY_LIST
    case 0x8f: // EMPTY_SET
        push_new(List{});
        return true;
    case 'l':  // LIST
    case 0x91: // FROZENSET
        push_new(List{pop_to_mark()});
        return true;
    case '}': // EMPTY_DICT
        push_new(Dict{});
        return true;
    case 'd': // DICT
        push_new(Dict{paired(pop_to_mark())});
        return true;
    case 'a': { // APPEND
        const auto item = pop();
        append(top(), {item});
        return true;
    }
    case 'e':    // APPENDS
    case 0x90: { // ADDITEMS
        const auto items = pop_to_mark();
        append(top(), items);
        return true;
    }
    case 's': { // SETITEM
        const auto items = pop_some(2);
        set_items(top(), items);
        return true;
    }
    case 'u': { // SETITEMS
        const auto items = pop_to_mark();
        set_items(top(), items);
        return true;
    }
    default:
        return false;
    }
}

bool Machine::step_object(std::uint8_t opcode)
{
    switch (opcode) {
    case 'c': { // GLOBAL
        const auto module = in.line();
        push_new(Global{module, in.line()});
        return true;
    }
    case 0x93: { // STACK_GLOBAL
        const auto name = pop_text();
        push_new(Global{pop_text(), name});
        return true;
    }
    case 'R':    // REDUCE
    case 0x81: { // NEWOBJ
        const auto arguments = pop();
        call(pop(), arguments);
        return true;
    }
    case 0x92: { // NEWOBJ_EX, whose keyword arguments no known call has
        pop();
        const auto arguments = pop();
        call(pop(), arguments);
        return true;
    }
    case 'o': { // OBJ
        auto items = pop_to_mark();
        if (items.empty())
            throw malformed("makes an object of nothing");
        const auto maker = items.front();
        items.erase(items.begin());
        call(maker, heap.add(Tuple{std::move(items)}));
        return true;
    }
    case 'i': { // INST
        const auto module = in.line();
        const auto maker = heap.add(Global{module, in.line()});
        call(maker, heap.add(Tuple{pop_to_mark()}));
        return true;
    }
    case 'b': { // BUILD
        const auto state = pop();
        build(top(), state);
        return true;
    }
    case 'P': // PERSID
        push(calls.persistent(heap, heap.add(Text{in.line()})));
        return true;
    case 'Q': // BINPERSID
        push(calls.persistent(heap, pop()));
        return true;
    case 0x80: // PROTO
        if (in.read<std::uint8_t>() > 5)
            throw malformed("has a protocol that Python does not know");
        return true;
    case 0x95: // FRAME, a hint for reading ahead
        if (in.read<std::uint64_t>() > in.remaining())
            throw cut_off("in the pickled part");
        return true;
    default:
        return false;
    }
}

bool Machine::step(std::uint8_t opcode)
{
    return step_text(opcode) || step_number(opcode) || step_memo(opcode) ||
           step_container(opcode) || step_object(opcode);
}

ValueId Machine::run()
{
    for (std::size_t steps = 0; steps < most_steps; ++steps) {
        const auto opcode = in.read<std::uint8_t>();
        if (opcode == '.') { // STOP
            const auto result = pop();
            return result;
        }
        if (!step(opcode))
            throw damaged("the pickled part is damaged or asks for the opcode " +
                          name_of_opcode(opcode) + ", which no " + heap.limits().kind + " needs");
    }
    throw malformed(std::string("takes more steps than any ") + heap.limits().kind);
}

ValueId read_pickle(ByteReader &in, PickleHeap &heap, PickleCalls &calls)
{
    return Machine(in, heap, calls).run();
}

} // namespace tlvfc::pickle
