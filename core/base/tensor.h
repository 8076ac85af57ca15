// Numbers with a shape, on the host, as they stand in files and plans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tlvfc {

/// Sizes of the dimensions, outermost first. A convolution's weight is
/// {filters (fan-out), kernels per filter (fan-in), height, width}; a scalar's shape is empty.
using Shape = std::vector<std::int64_t>;

std::int64_t element_count(const Shape &shape);

/// "64×3×7×7"; "scalar" for the empty shape.
std::string to_string(const Shape &shape);

enum class DType { Float32, Int64 };

std::size_t size_of(DType dtype);

/// A dense row-major array, implicitly shared: copies are cheap, edit() detaches.
class Tensor
{
public:
    /// An empty Float32 tensor of shape {0}.
    Tensor() = default;

    /// Zeros of the shape.
    explicit Tensor(Shape shape, DType dtype = DType::Float32);

    /// @throws Error (Failure) if the number of values does not fit the shape.
    Tensor(Shape shape, std::span<const float> values);

    /// Looks at memory that `owner` keeps alive; detaches when edited.
    /// `data` must be aligned for the type.
    Tensor(Shape shape, DType dtype, std::shared_ptr<const void> owner, const void *data);

    const Shape &shape() const { return shape_; }
    DType dtype() const { return dtype_; }
    std::int64_t size() const { return size_; }

    /// The raw little-endian bytes, row-major.
    std::span<const std::byte> bytes() const;

    /// @throws Error (Failure) if the tensor holds another type.
    std::span<const float> values() const;
    std::span<const std::int64_t> integers() const;

    /// Writable values; makes this tensor the only owner of its memory first.
    std::span<float> edit();
    std::span<std::int64_t> edit_integers();

private:
    void *detach();

    Shape shape_ = {0};
    DType dtype_ = DType::Float32;
    std::int64_t size_ = 0;
    std::shared_ptr<const void> owner_;
    const void *data_ = nullptr;
    bool own_memory_ = false;
};

} // namespace tlvfc
