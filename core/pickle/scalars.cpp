// The opcodes that read one plain value, and those that remember one.
#include "core/pickle/machine.h"
#include "core/pickle/text.h"

#include <bit>

namespace tlvfc::pickle {

void Machine::push_long(std::uint64_t size)
{
    const auto bytes = in.text(size);
    if (bytes.size() > sizeof(std::int64_t))
        return push_new(BigInteger{bytes});
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    // The number is in two's complement of its own length.
    const auto unused = 64 - 8 * bytes.size();
    push_new(bytes.empty()
                 ? std::int64_t{0}
                 : static_cast<std::int64_t>(value << unused) >> static_cast<int>(unused));
}

void Machine::remember(std::uint64_t slot)
{
    if (slot >= heap.limits().values)
        throw malformed(std::string("numbers more values than any ") + heap.limits().kind + " has");
    if (memo.size() <= slot)
        memo.resize(static_cast<std::size_t>(slot) + 1);
    memo[static_cast<std::size_t>(slot)] = top();
}

void Machine::recall(std::uint64_t slot)
{
    if (slot >= memo.size() || !memo[static_cast<std::size_t>(slot)].is_valid())
        throw malformed("refers to a value that is not there");
    push(memo[static_cast<std::size_t>(slot)]);
}

bool Machine::step_text(std::uint8_t opcode)
{
    switch (opcode) {
    case 'S': // STRING
        push_new(Text{heap.keep(parse_quoted(in.line()))});
        return true;
    case 'V': // UNICODE
        push_new(Text{heap.keep(parse_raw_unicode(in.line()))});
        return true;
    case 'U':  // SHORT_BINSTRING
    case 0x8c: // SHORT_BINUNICODE
        push_new(Text{in.text(in.read<std::uint8_t>())});
        return true;
    case 'T': // BINSTRING
    case 'X': // BINUNICODE
        push_new(Text{in.text(in.read<std::uint32_t>())});
        return true;
    case 0x8d: // BINUNICODE8
        push_new(Text{in.text(in.read<std::uint64_t>())});
        return true;
    case 'C': // SHORT_BINBYTES
        push_new(Bytes{in.text(in.read<std::uint8_t>())});
        return true;
    case 'B': // BINBYTES
        push_new(Bytes{in.text(in.read<std::uint32_t>())});
        return true;
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
        push_new(Bytes{in.text(in.read<std::uint64_t>())});
        return true;
    default:
        return false;
    }
}

bool Machine::step_number(std::uint8_t opcode)
{
    switch (opcode) {
    case 'N': // NONE
        push(none);
        return true;
    case 0x88: // NEWTRUE
        push(yes);
        return true;
    case 0x89: // NEWFALSE
        push(no);
        return true;
    case 'I': // INT
        push_new(parse_integer(in.line(), true));
        return true;
    case 'L': // LONG
        push_new(parse_integer(in.line(), false));
        return true;
    case 'J': // BININT
        push_new(std::int64_t{in.read<std::int32_t>()});
        return true;
    case 'K': // BININT1
        push_new(std::int64_t{in.read<std::uint8_t>()});
        return true;
    case 'M': // BININT2
        push_new(std::int64_t{in.read<std::uint16_t>()});
        return true;
    case 0x8a: // LONG1
        push_long(in.read<std::uint8_t>());
        return true;
    case 0x8b: { // LONG4
        const auto size = in.read<std::int32_t>();
        if (size < 0)
            throw malformed("has an integer of negative length");
        push_long(static_cast<std::uint64_t>(size));
        return true;
    }
    case 'F': // FLOAT
        push_new(parse_float(in.line()));
        return true;
    case 'G': // BINFLOAT, big-endian
        push_new(std::bit_cast<double>(__builtin_bswap64(in.read<std::uint64_t>())));
        return true;
    default:
        return false;
    }
}

bool Machine::step_memo(std::uint8_t opcode)
{
    const auto slot_of = [&](std::string_view line) {
        const auto value = parse_integer(line, false);
        const auto *slot = std::get_if<std::int64_t>(&value);
        return slot && *slot >= 0 ? static_cast<std::uint64_t>(*slot) : heap.limits().values;
    };
    switch (opcode) {
    case 'p': // PUT
        remember(slot_of(in.line()));
        return true;
    case 'q': // BINPUT
        remember(in.read<std::uint8_t>());
        return true;
    case 'r': // LONG_BINPUT
        remember(in.read<std::uint32_t>());
        return true;
    case 0x94: // MEMOIZE
        remember(memo.size());
        return true;
    case 'g': // GET
        recall(slot_of(in.line()));
        return true;
    case 'h': // BINGET
        recall(in.read<std::uint8_t>());
        return true;
    case 'j': // LONG_BINGET
        recall(in.read<std::uint32_t>());
        return true;
    default:
        return false;
    }
}

} // namespace tlvfc::pickle
