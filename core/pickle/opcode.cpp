#include "core/pickle/opcode.h"

namespace tlvfc::pickle {

namespace {

/// After Lib/pickletools.py. All others that Python knows are known here.
const char *python_name(std::uint8_t opcode)
{
    switch (opcode) {
    case 0x82:
        return "EXT1";
    case 0x83:
        return "EXT2";
    case 0x84:
        return "EXT4";
    case 0x97:
        return "NEXT_BUFFER";
    case 0x98:
        return "READONLY_BUFFER";
    default:
        return nullptr;
    }
}

} // namespace

std::string name_of_opcode(std::uint8_t opcode)
{
    constexpr auto digits = "0123456789abcdef";
    const std::string number{'0', 'x', digits[opcode >> 4], digits[opcode & 15]};
    const auto *name = python_name(opcode);
    return name ? std::string(name) + " (" + number + ")" : number;
}

} // namespace tlvfc::pickle
