#include "core/data/pickled_batch.h"

#include "core/base/error.h"

#include <deque>
#include <utility>

namespace tlvfc {

namespace {

struct Value
{
    enum class Kind { None, Number, Text, Items, Dict, Name, DataType, Array };

    Kind kind = Kind::None;
    std::int64_t number = 0;
    std::string_view text;      // of a text, a name, or a data type
    std::vector<Value *> items; // of a list or tuple; a dict's keys and values in turn
    PickledArray array;
};

using Kind = Value::Kind;

/// CIFAR's largest file takes 150,000. A byte of a hostile one could cost a hundred of memory.
constexpr std::size_t most_values = 2'000'000;

/// A stack machine after Python's Lib/pickletools.py. Values live until the machine goes, so that a
/// memo may lead anywhere, in circles too.
class Machine
{
public:
    Machine(std::string_view bytes, const std::string &where)
        : bytes_(bytes)
        , where_(where)
    {
    }

    const Value &run()
    {
        for (;;) {
            const auto opcode = static_cast<unsigned char>(take(1)[0]);
            if (opcode == '.')
                return *pop();
            if (!step_value(opcode) && !step_container(opcode) && !step_object(opcode))
                fault("asks for what plain data does not need");
        }
    }

private:
    [[noreturn]] void fault(const std::string &what) const
    {
        throw unreadable_input("the pickled data " + what, where_, "unpack the archive again");
    }

    std::string_view take(std::size_t count)
    {
        if (count > bytes_.size() - at_)
            fault("is cut off");
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }

    std::uint64_t unsigned_number(std::size_t bytes)
    {
        const auto raw = take(bytes);
        std::uint64_t value = 0;
        for (std::size_t i = bytes; i-- > 0;)
            value = (value << 8) | static_cast<unsigned char>(raw[i]);
        return value;
    }

    std::string_view line()
    {
        const auto end = bytes_.find('\n', at_);
        if (end == std::string_view::npos)
            fault("is cut off");
        const auto text = take(end - at_);
        take(1);
        return text;
    }

    Value *push(Value value)
    {
        if (values_.size() == most_values)
            fault("holds more than CIFAR's files do");
        values_.push_back(std::move(value));
        stack_.push_back(&values_.back());
        return stack_.back();
    }
    void push_number(std::int64_t number) { push({Kind::Number, number, {}, {}, {}}); }
    void push_text(std::string_view text) { push({Kind::Text, 0, text, {}, {}}); }
    void push_items(Kind kind, std::vector<Value *> items)
    {
        push({kind, 0, {}, std::move(items), {}});
    }

    Value *pop()
    {
        if (stack_.size() <= (marks_.empty() ? 0 : marks_.back()))
            fault("takes a value that is not there");
        auto *value = stack_.back();
        stack_.pop_back();
        return value;
    }

    std::vector<Value *> pop_some(std::size_t count)
    {
        std::vector<Value *> items(count);
        for (std::size_t i = count; i-- > 0;)
            items[i] = pop();
        return items;
    }

    std::vector<Value *> pop_to_mark()
    {
        if (marks_.empty())
            fault("ends a group that never began");
        auto items = pop_some(stack_.size() - marks_.back());
        marks_.pop_back();
        return items;
    }

    /// Adds items to the list or dict below them.
    void add(const std::vector<Value *> &items, Kind kind)
    {
        auto *target = pop();
        if (target->kind != kind || (kind == Kind::Dict && items.size() % 2 != 0))
            fault("adds to what cannot take it");
        target->items.insert(target->items.end(), items.begin(), items.end());
        stack_.push_back(target);
    }

    void remember(std::uint64_t number)
    {
        auto *value = pop();
        memo_[number] = value;
        stack_.push_back(value);
    }

    void recall(std::uint64_t number)
    {
        const auto it = memo_.find(number);
        if (it == memo_.end())
            fault("refers to a value that is not there");
        stack_.push_back(it->second);
    }

    bool step_value(unsigned char opcode)
    {
        switch (opcode) {
        case 0x80: // PROTO
            if (unsigned_number(1) > 2)
                fault("has a protocol that CIFAR's archives do not have");
            return true;
        case 'N': // NONE
            push({});
            return true;
        case 0x88: // NEWTRUE
        case 0x89: // NEWFALSE
            push_number(opcode == 0x88);
            return true;
        case 'K': // BININT1
            push_number(static_cast<std::int64_t>(unsigned_number(1)));
            return true;
        case 'M': // BININT2
            push_number(static_cast<std::int64_t>(unsigned_number(2)));
            return true;
        case 'J': // BININT
            push_number(static_cast<std::int32_t>(unsigned_number(4)));
            return true;
        case 'U': // SHORT_BINSTRING
            push_text(take(unsigned_number(1)));
            return true;
        case 'T': // BINSTRING
        case 'X': // BINUNICODE
            push_text(take(unsigned_number(4)));
            return true;
        default:
            return false;
        }
    }

    bool step_container(unsigned char opcode)
    {
        switch (opcode) {
        case '(': // MARK
            marks_.push_back(stack_.size());
            return true;
        case '}': // EMPTY_DICT
            push_items(Kind::Dict, {});
            return true;
        case ']': // EMPTY_LIST
        case ')': // EMPTY_TUPLE
            push_items(Kind::Items, {});
            return true;
        case 't': // TUPLE
            push_items(Kind::Items, pop_to_mark());
            return true;
        case 0x85: // TUPLE1
        case 0x86: // TUPLE2
        case 0x87: // TUPLE3
            push_items(Kind::Items, pop_some(opcode - 0x84u));
            return true;
        case 'a': // APPEND
            add(pop_some(1), Kind::Items);
            return true;
        case 'e': // APPENDS
            add(pop_to_mark(), Kind::Items);
            return true;
        case 's': // SETITEM
            add(pop_some(2), Kind::Dict);
            return true;
        case 'u': // SETITEMS
            add(pop_to_mark(), Kind::Dict);
            return true;
        case 'q': // BINPUT
            remember(unsigned_number(1));
            return true;
        case 'r': // LONG_BINPUT
            remember(unsigned_number(4));
            return true;
        case 'h': // BINGET
            recall(unsigned_number(1));
            return true;
        case 'j': // LONG_BINGET
            recall(unsigned_number(4));
            return true;
        default:
            return false;
        }
    }

    bool step_object(unsigned char opcode)
    {
        switch (opcode) {
        case 'c': { // GLOBAL
            const auto start = at_;
            const auto module = line();
            const auto name = line();
            const auto whole = bytes_.substr(start, at_ - start - 1);
            if (whole != "numpy.core.multiarray\n_reconstruct" && whole != "numpy\nndarray" &&
                whole != "numpy\ndtype")
                fault("names " + std::string(module) + "." + std::string(name) +
                      ", which is no plain data");
            push({Kind::Name, 0, name, {}, {}});
            return true;
        }
        case 'R': { // REDUCE
            const auto *arguments = pop();
            make(pop()->text, *arguments);
            return true;
        }
        case 'b': { // BUILD
            const auto *state = pop();
            auto *target = pop();
            if (target->kind == Kind::Array)
                fill(*target, *state);
            else if (target->kind != Kind::DataType)
                fault("sets up what is no array");
            stack_.push_back(target);
            return true;
        }
        default:
            return false;
        }
    }

    void make(std::string_view name, const Value &arguments)
    {
        const auto &items = arguments.items;
        if (name == "_reconstruct" && items.size() == 3 && items[0]->text == "ndarray")
            push({Kind::Array, 0, {}, {}, {}});
        else if (name == "dtype" && !items.empty() && items[0]->kind == Kind::Text)
            push({Kind::DataType, 0, items[0]->text, {}, {}});
        else
            fault("calls what is no array");
    }

    /// NumPy's state: version, shape, data type, whether columns go first, bytes.
    void fill(Value &target, const Value &state) const
    {
        const auto &items = state.items;
        if (items.size() != 5 || items[1]->items.size() != 2 || items[4]->kind != Kind::Text)
            fault("holds an array that is no table of bytes");
        const auto rows = items[1]->items[0]->number;
        const auto columns = items[1]->items[1]->number;
        const auto content = items[4]->text;
        if (items[2]->kind != Kind::DataType || items[2]->text != "u1" || items[3]->number != 0 ||
            rows <= 0 || columns <= 0 || content.size() % static_cast<std::size_t>(rows) != 0 ||
            content.size() / static_cast<std::size_t>(rows) != static_cast<std::size_t>(columns))
            fault("holds an array that is no table of bytes");
        target.array = {static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns),
                        static_cast<std::size_t>(content.data() - bytes_.data())};
    }

    std::string_view bytes_;
    const std::string &where_;
    std::size_t at_ = 0;
    std::deque<Value> values_; // never moves one
    std::vector<Value *> stack_;
    std::vector<std::size_t> marks_;
    std::map<std::uint64_t, Value *> memo_;
};

bool are_all(const std::vector<Value *> &items, Kind kind)
{
    for (const auto *item : items) {
        if (item->kind != kind)
            return false;
    }
    return true;
}

} // namespace

PickledBatch read_pickled_batch(std::string_view bytes, const std::string &where)
{
    Machine machine(bytes, where);
    const auto &dict = machine.run();
    if (dict.kind != Kind::Dict)
        throw unreadable_input("the pickled data is no dict", where, "give CIFAR's own files");
    PickledBatch batch;
    for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const std::string key(dict.items[i]->text);
        const auto &value = *dict.items[i + 1];
        if (value.kind == Kind::Array && value.array.rows > 0)
            batch.arrays[key] = value.array;
        if (value.kind != Kind::Items)
            continue;
        if (are_all(value.items, Kind::Number)) {
            for (const auto *item : value.items)
                batch.numbers[key].push_back(item->number);
        } else if (are_all(value.items, Kind::Text)) {
            for (const auto *item : value.items)
                batch.texts[key].emplace_back(item->text);
        }
    }
    return batch;
}

} // namespace tlvfc
