#include "core/checkpoint/stored_tensor.h"

#include "core/checkpoint/faults.h"

#include <algorithm>

namespace tlvfc::checkpoint {

namespace {

/// The element after the last one that the view touches, counted from the storage's start.
std::int64_t end_of_view(std::int64_t offset, const Shape &shape,
                         const std::vector<std::int64_t> &strides)
{
    std::int64_t last = offset;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(shape[i] - 1, strides[i], &reach) ||
            __builtin_add_overflow(last, reach, &last))
            throw damaged("its strides lead past any memory");
    }
    if (__builtin_add_overflow(last, 1, &last))
        throw damaged("its strides lead past any memory");
    return last;
}

} // namespace

std::int64_t checked_count(const Shape &shape)
{
    if (shape.size() > most_dimensions)
        throw damaged("it claims " + std::to_string(shape.size()) + " dimensions");
    std::int64_t product = 1;
    bool none = false;
    for (const auto size : shape) {
        if (size < 0)
            throw damaged("it claims the negative size " + std::to_string(size));
        none |= size == 0;
        if (__builtin_mul_overflow(product, std::max<std::int64_t>(size, 1), &product))
            throw damaged("its shape " + to_string(shape) + " overflows");
    }
    return none ? 0 : product;
}

std::vector<std::int64_t> dense_strides(const Shape &shape)
{
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t step = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        strides[i] = step;
        step *= std::max<std::int64_t>(shape[i], 1);
    }
    return strides;
}

bool is_dense(const StoredTensor &tensor)
{
    const auto dense = dense_strides(tensor.shape);
    for (std::size_t i = 0; i < dense.size(); ++i) {
        if (tensor.shape[i] != 1 && tensor.strides[i] != dense[i])
            return false;
    }
    return true;
}

StoredTensor describe(ElementType type, std::span<const std::byte> storage, std::int64_t offset,
                      const Shape &shape, const std::vector<std::int64_t> &strides)
{
    if (!is_readable(type))
        throw not_readable("it holds " + std::string(name_of(type)) +
                               " numbers, which are not read",
                           "convert it to float32 and save it again");
    const auto count = checked_count(shape);
    std::int64_t bytes = 0;
    if (__builtin_mul_overflow(count, static_cast<std::int64_t>(size_of(dtype_of(type))), &bytes))
        throw damaged("its shape " + to_string(shape) + " overflows");
    if (strides.size() != shape.size())
        throw damaged("it has " + counted(static_cast<std::int64_t>(shape.size()), "size") +
                      " but " + counted(static_cast<std::int64_t>(strides.size()), "stride"));
    if (std::any_of(strides.begin(), strides.end(), [](auto stride) { return stride < 0; }))
        throw damaged("it has a negative stride");
    const auto held = static_cast<std::int64_t>(storage.size() / size_of(type));
    if (offset < 0 || offset > held)
        throw damaged("it starts at number " + std::to_string(offset) + " of a storage of " +
                      std::to_string(held));
    StoredTensor tensor{type, shape, count, strides, nullptr, {}, {}};
    if (count == 0)
        return tensor;
    if (const auto end = end_of_view(offset, shape, strides); end > held)
        throw damaged("its shape " + to_string(shape) + " asks for " + std::to_string(end) +
                      " numbers of a storage of " + std::to_string(held));
    tensor.first = storage.data() + static_cast<std::size_t>(offset) * size_of(type);
    return tensor;
}

StoredTensor describe_dense(ElementType type, std::span<const std::byte> bytes, const Shape &shape)
{
    std::int64_t needed = 0;
    if (__builtin_mul_overflow(checked_count(shape), static_cast<std::int64_t>(size_of(type)),
                               &needed) ||
        static_cast<std::uint64_t>(needed) != bytes.size())
        throw damaged("its shape " + to_string(shape) + " does not fit its " +
                      counted(static_cast<std::int64_t>(bytes.size()), "byte"));
    return describe(type, bytes, 0, shape, dense_strides(shape));
}

} // namespace tlvfc::checkpoint
