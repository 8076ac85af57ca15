// Google's protocol buffers, field by field, without copying what is passed over.
// (https://protobuf.dev/programming-guides/encoding)
#pragma once

#include "core/base/byte_reader.h"

#include <optional>

namespace tlvfc::checkpoint {

/// A field as it lies in the file. Only the value of its own kind is set.
struct ProtoField
{
    enum class Kind { Varint, Fixed64, Bytes, Fixed32 };

    std::uint32_t number = 0;
    Kind kind = Kind::Varint;
    std::uint64_t value = 0;          ///< of Varint
    std::span<const std::byte> bytes; ///< of all others

    std::string_view text() const
    {
        return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
    }
};

/// @throws Error (UnreadableInput) if it is cut off or has more than ten bytes.
std::uint64_t read_varint(ByteReader &in);

/// Nothing at the message's end.
/// @throws Error (UnreadableInput) if the field is cut off, or of a kind that is not in use.
std::optional<ProtoField> next_field(ByteReader &in);

} // namespace tlvfc::checkpoint
