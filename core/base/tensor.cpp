#include "core/base/tensor.h"

#include "core/base/error.h"

#include <cstring>
#include <new>
#include <utility>

namespace tlvfc {

namespace {

constexpr std::align_val_t alignment{64};

std::shared_ptr<void> allocate(std::size_t bytes)
{
    return {::operator new(bytes ? bytes : 1, alignment),
            [](void *p) { ::operator delete(p, alignment); }};
}

} // namespace

std::int64_t element_count(const Shape &shape)
{
    std::int64_t count = 1;
    for (const auto size : shape)
        count *= size;
    return count;
}

std::string to_string(const Shape &shape)
{
    if (shape.empty())
        return "scalar";
    std::string text;
    for (const auto size : shape) {
        if (!text.empty())
            text += "×";
        text += std::to_string(size);
    }
    return text;
}

std::size_t size_of(DType dtype)
{
    return dtype == DType::Float32 ? sizeof(float) : sizeof(std::int64_t);
}

Tensor::Tensor(Shape shape, DType dtype)
    : shape_(std::move(shape))
    , dtype_(dtype)
    , size_(element_count(shape_))
    , own_memory_(true)
{
    const auto bytes = static_cast<std::size_t>(size_) * size_of(dtype_);
    auto memory = allocate(bytes);
    std::memset(memory.get(), 0, bytes);
    data_ = memory.get();
    owner_ = std::move(memory);
}

Tensor::Tensor(Shape shape, std::span<const float> values)
    : Tensor(std::move(shape))
{
    if (values.size() != static_cast<std::size_t>(size_))
        throw failure("a tensor of shape " + to_string(shape_) + " cannot hold " +
                      std::to_string(values.size()) + " values");
    if (!values.empty())
        std::memcpy(const_cast<void *>(data_), values.data(), values.size_bytes());
}

Tensor::Tensor(Shape shape, DType dtype, std::shared_ptr<const void> owner, const void *data)
    : shape_(std::move(shape))
    , dtype_(dtype)
    , size_(element_count(shape_))
    , owner_(std::move(owner))
    , data_(data)
{
}

std::span<const std::byte> Tensor::bytes() const
{
    return {static_cast<const std::byte *>(data_),
            static_cast<std::size_t>(size_) * size_of(dtype_)};
}

std::span<const float> Tensor::values() const
{
    if (dtype_ != DType::Float32)
        throw failure("a tensor of whole numbers was read as float32");
    return {static_cast<const float *>(data_), static_cast<std::size_t>(size_)};
}

std::span<const std::int64_t> Tensor::integers() const
{
    if (dtype_ != DType::Int64)
        throw failure("a float32 tensor was read as whole numbers");
    return {static_cast<const std::int64_t *>(data_), static_cast<std::size_t>(size_)};
}

std::span<float> Tensor::edit()
{
    (void)values();
    return {static_cast<float *>(detach()), static_cast<std::size_t>(size_)};
}

std::span<std::int64_t> Tensor::edit_integers()
{
    (void)integers();
    return {static_cast<std::int64_t *>(detach()), static_cast<std::size_t>(size_)};
}

void *Tensor::detach()
{
    if (!own_memory_ || owner_.use_count() > 1) {
        const auto old = bytes();
        auto memory = allocate(old.size());
        if (!old.empty())
            std::memcpy(memory.get(), old.data(), old.size());
        data_ = memory.get();
        owner_ = std::move(memory);
        own_memory_ = true;
    }
    return const_cast<void *>(data_);
}

} // namespace tlvfc
