// Numbers as bytes, the lowest first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tlvfc {

template <typename T>
void append_little_endian(std::string &text, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
}

} // namespace tlvfc
