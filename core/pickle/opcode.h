// The names of pickle's opcodes, for what is refused.
#pragma once

#include <cstdint>
#include <string>

namespace tlvfc::pickle {

/// "EXT1 (0x82)" of an opcode that Python knows and this machine does not, "0xff" of one that
/// nobody knows.
std::string name_of_opcode(std::uint8_t opcode);

} // namespace tlvfc::pickle
