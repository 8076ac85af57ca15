#include "core/checkpoint/convert.h"

#include "core/checkpoint/faults.h"
#include "core/checkpoint/half.h"

#include <cstring>
#include <limits>

namespace tlvfc::checkpoint {

namespace {

/// The dimensions that matter, innermost last: those of size 1 left out, and neighbors that lie
/// dense in memory taken as one, so that most tensors are one loop.
struct Loops
{
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;

    explicit Loops(const StridedView &view)
    {
        for (std::size_t i = 0; i < view.shape.size(); ++i) {
            const auto size = view.shape[i];
            const auto stride = view.strides[i];
            if (size == 1)
                continue;
            if (!sizes.empty() && strides.back() == size * stride) {
                sizes.back() *= size;
                strides.back() = stride;
            } else {
                sizes.push_back(size);
                strides.push_back(stride);
            }
        }
        if (sizes.empty()) {
            sizes.push_back(1);
            strides.push_back(1);
        }
    }
};

template <typename Stored>
Stored number_at(const std::byte *address)
{
    Stored value;
    std::memcpy(&value, address, sizeof(Stored));
    return value;
}

template <typename Stored, typename Out, typename Convert>
void fill(const StridedView &view, std::span<Out> out, Convert convert)
{
    const Loops loops(view);
    const auto inner = loops.sizes.back();
    const auto step = static_cast<std::ptrdiff_t>(sizeof(Stored)) * loops.strides.back();
    std::vector<std::int64_t> index(loops.sizes.size() - 1, 0);
    auto *target = out.data();
    while (true) {
        std::int64_t start = 0;
        for (std::size_t d = 0; d < index.size(); ++d)
            start += index[d] * loops.strides[d];
        const auto *source = view.first + start * static_cast<std::ptrdiff_t>(sizeof(Stored));
        // With a constant step the compiler takes several numbers at once.
        if (step == static_cast<std::ptrdiff_t>(sizeof(Stored))) {
            for (std::int64_t i = 0; i < inner; ++i)
                target[i] = convert(
                    number_at<Stored>(source + i * static_cast<std::ptrdiff_t>(sizeof(Stored))));
        } else {
            for (std::int64_t i = 0; i < inner; ++i)
                target[i] = convert(number_at<Stored>(source + i * step));
        }
        target += inner;
        std::size_t d = index.size();
        while (d > 0 && ++index[d - 1] == loops.sizes[d - 1])
            index[--d] = 0;
        if (d == 0)
            return;
    }
}

std::int64_t signed_from(std::uint64_t value)
{
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw not_readable("it holds the number " + std::to_string(value) + ", beyond int64",
                           "convert it to int64 and save it again");
    return static_cast<std::int64_t>(value);
}

template <typename Stored>
void widen(const StridedView &view, std::span<std::int64_t> out)
{
    fill<Stored>(view, out, [](Stored value) { return static_cast<std::int64_t>(value); });
}

[[noreturn]] void throw_wrong_type(ElementType type)
{
    throw failure("a tensor of " + std::string(name_of(type)) + " was converted to another kind");
}

} // namespace

void convert(const StridedView &view, std::span<float> out)
{
    switch (view.type) {
    case ElementType::Float32:
        return fill<float>(view, out, [](float value) { return value; });
    case ElementType::Float64:
        return fill<double>(view, out, [](double value) { return static_cast<float>(value); });
    case ElementType::Float16:
        return fill<std::uint16_t>(view, out,
                                   [](std::uint16_t value) { return float_from_half(value); });
    case ElementType::BFloat16:
        return fill<std::uint16_t>(view, out,
                                   [](std::uint16_t value) { return float_from_bfloat16(value); });
    default:
        throw_wrong_type(view.type);
    }
}

void convert(const StridedView &view, std::span<std::int64_t> out)
{
    switch (view.type) {
    case ElementType::Int64:
        return widen<std::int64_t>(view, out);
    case ElementType::Int32:
        return widen<std::int32_t>(view, out);
    case ElementType::Int16:
        return widen<std::int16_t>(view, out);
    case ElementType::Int8:
        return widen<std::int8_t>(view, out);
    case ElementType::UInt64:
        return fill<std::uint64_t>(view, out, signed_from);
    case ElementType::UInt32:
        return widen<std::uint32_t>(view, out);
    case ElementType::UInt16:
        return widen<std::uint16_t>(view, out);
    case ElementType::UInt8:
        return widen<std::uint8_t>(view, out);
    case ElementType::Bool:
        return fill<std::uint8_t>(view, out,
                                  [](std::uint8_t value) -> std::int64_t { return value != 0; });
    default:
        throw_wrong_type(view.type);
    }
}

} // namespace tlvfc::checkpoint
