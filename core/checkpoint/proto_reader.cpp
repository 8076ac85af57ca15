#include "core/checkpoint/proto_reader.h"

namespace tlvfc::checkpoint {

namespace {

Error strange_field() { return damaged("the ONNX model has a field of no known form"); }

} // namespace

std::uint64_t read_varint(ByteReader &in)
{
    constexpr unsigned most_bits = 70;
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < most_bits; shift += 7) {
        const auto byte = in.read<std::uint8_t>();
        value |= std::uint64_t{byte & 0x7fu} << shift;
        if (byte < 0x80)
            return value;
    }
    throw damaged("the ONNX model has a number of more than ten bytes");
}

std::optional<ProtoField> next_field(ByteReader &in)
{
    if (in.remaining() == 0)
        return std::nullopt;
    const auto tag = read_varint(in);
    constexpr std::uint64_t largest_number = (1u << 29) - 1;
    if (tag >> 3 == 0 || tag >> 3 > largest_number)
        throw strange_field();
    ProtoField field;
    field.number = static_cast<std::uint32_t>(tag >> 3);
    switch (tag & 7) {
    case 0:
        field.value = read_varint(in);
        return field;
    case 1:
        field.kind = ProtoField::Kind::Fixed64;
        field.bytes = in.take(8);
        return field;
    case 2:
        field.kind = ProtoField::Kind::Bytes;
        field.bytes = in.take(read_varint(in));
        return field;
    case 5:
        field.kind = ProtoField::Kind::Fixed32;
        field.bytes = in.take(4);
        return field;
    default: // groups, which ONNX never had
        throw strange_field();
    }
}

} // namespace tlvfc::checkpoint
