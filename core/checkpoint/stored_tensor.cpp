#include "core/checkpoint/stored_tensor.h"

#include "core/checkpoint/convert.h"
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

bool is_dense(const Shape &shape, const std::vector<std::int64_t> &strides)
{
    const auto dense = dense_strides(shape);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] != 1 && strides[i] != dense[i])
            return false;
    }
    return true;
}

bool kept_as_it_is(ElementType type)
{
    return type == ElementType::Float32 || type == ElementType::Int64;
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

Materials::Materials(std::shared_ptr<const void> owner, std::uint64_t file_size)
    : owner_(std::move(owner))
    , copies_left_(16 * file_size + (std::uint64_t{16} << 20))
{
}

Tensor Materials::tensor(ElementType type, std::span<const std::byte> storage, std::int64_t offset,
                         const Shape &shape, const std::vector<std::int64_t> &strides)
{
    if (!is_readable(type))
        throw not_readable("it holds " + std::string(name_of(type)) +
                               " numbers, which are not read",
                           "convert it to float32 and save it again");
    const auto count = checked_count(shape);
    if (strides.size() != shape.size())
        throw damaged("it has " + counted(static_cast<std::int64_t>(shape.size()), "size") +
                      " but " + counted(static_cast<std::int64_t>(strides.size()), "stride"));
    if (std::any_of(strides.begin(), strides.end(), [](auto stride) { return stride < 0; }))
        throw damaged("it has a negative stride");
    const auto held = static_cast<std::int64_t>(storage.size() / size_of(type));
    if (offset < 0 || offset > held)
        throw damaged("it starts at number " + std::to_string(offset) + " of a storage of " +
                      std::to_string(held));
    const auto dtype = dtype_of(type);
    if (count == 0)
        return Tensor(shape, dtype);
    if (const auto end = end_of_view(offset, shape, strides); end > held)
        throw damaged("its shape " + to_string(shape) + " asks for " + std::to_string(end) +
                      " numbers of a storage of " + std::to_string(held));
    const auto *first = storage.data() + static_cast<std::size_t>(offset) * size_of(type);
    ++converted_[static_cast<std::size_t>(type)];
    const bool aligned = reinterpret_cast<std::uintptr_t>(first) % tlvfc::size_of(dtype) == 0;
    if (kept_as_it_is(type) && aligned && is_dense(shape, strides))
        return {shape, dtype, owner_, first};

    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(count), tlvfc::size_of(dtype), &bytes))
        throw damaged("its shape " + to_string(shape) + " overflows");
    charge(bytes);
    Tensor tensor(shape, dtype);
    const StridedView view{type, first, shape, strides};
    if (dtype == DType::Float32)
        convert(view, tensor.edit());
    else
        convert(view, tensor.edit_integers());
    return tensor;
}

void Materials::charge(std::uint64_t bytes)
{
    if (bytes > copies_left_)
        throw damaged("the tensors ask for many times the file's size");
    copies_left_ -= bytes;
}

std::vector<std::string> Materials::notes() const
{
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < converted_.size(); ++i) {
        if (converted_[i] > 0) {
            auto note = conversion_note(static_cast<ElementType>(i), converted_[i]);
            if (!note.empty())
                notes.push_back(std::move(note));
        }
    }
    return notes;
}

} // namespace tlvfc::checkpoint
