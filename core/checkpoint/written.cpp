#include "core/checkpoint/written.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/half.h"

#include <cmath>

namespace tlvfc::checkpoint {

namespace {

template <typename Round>
void round_all(std::span<const float> values, std::span<std::uint16_t> out, Round round)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        out[i] = round(values[i]);
}

/// Rounding made it infinite, which the tensor's own number was not.
[[noreturn]] void throw_beyond(std::string_view name, float value, ElementType type)
{
    throw invalid_request(
        "the number " + std::to_string(value) + " is beyond " + std::string(name_of(type)),
        "tensor " + in_quotes(name),
        type == ElementType::Float16 ? "write bfloat16 or float32" : "write float32");
}

} // namespace

ElementType written_type(const Tensor &tensor, WrittenPrecision precision)
{
    if (tensor.dtype() == DType::Int64)
        return ElementType::Int64;
    switch (precision) {
    case WrittenPrecision::Float16:
        return ElementType::Float16;
    case WrittenPrecision::BFloat16:
        return ElementType::BFloat16;
    case WrittenPrecision::Float32:
        break;
    }
    return ElementType::Float32;
}

std::uint64_t written_size(const Tensor &tensor, WrittenPrecision precision)
{
    return static_cast<std::uint64_t>(tensor.size()) * size_of(written_type(tensor, precision));
}

std::span<const std::byte> written_bytes(std::string_view name, const Tensor &tensor,
                                         WrittenPrecision precision,
                                         std::vector<std::uint16_t> &room)
{
    const auto type = written_type(tensor, precision);
    if (type == ElementType::Int64 || type == ElementType::Float32)
        return tensor.bytes();
    const auto values = tensor.values();
    const bool half = type == ElementType::Float16;
    room.resize(values.size());
    round_all(values, room, half ? half_from_float : bfloat16_from_float);
    const std::uint16_t exponent = half ? 0x7c00 : 0x7f80;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if ((room[i] & exponent) == exponent && std::isfinite(values[i]))
            throw_beyond(name, values[i], type);
    }
    return std::as_bytes(std::span(std::as_const(room)));
}

} // namespace tlvfc::checkpoint
