// A tensor as a file describes it, before any of its numbers is looked at.
#pragma once

#include "core/base/tensor.h"
#include "core/checkpoint/element_type.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tlvfc::checkpoint {

/// More dimensions than any network has; keeps a forged rank from costing memory.
constexpr std::size_t most_dimensions = 32;

/// Bytes that came with a checksum, compared only when a tensor within them is loaded.
struct SummedBytes
{
    std::span<const std::byte> bytes;
    std::uint32_t checksum = 0; ///< CRC-32
    std::string_view member;    ///< its name in the archive
};

/// A view of numbers in the file, known to lie within them.
struct StoredTensor
{
    ElementType type = ElementType::Float32;
    Shape shape;
    std::int64_t count = 0;            ///< the product of the shape
    std::vector<std::int64_t> strides; ///< in elements, none negative
    const std::byte *first = nullptr;  ///< perhaps misaligned; nullptr without elements
    std::optional<SummedBytes> summed;
    std::shared_ptr<const void> owner; ///< keeps the bytes alive
};

/// A view of a storage as torch describes it: offset and strides count elements. Takes no memory
/// for the numbers and reads none of them.
/// @throws Error (UnreadableInput) if the type is not read, or the view leaves the storage or
///         overflows.
StoredTensor describe(ElementType type, std::span<const std::byte> storage, std::int64_t offset,
                      const Shape &shape, const std::vector<std::int64_t> &strides);

/// The same for all numbers of `bytes`, row-major.
/// @throws Error (UnreadableInput) if they are not exactly as many as the shape asks for.
StoredTensor describe_dense(ElementType type, std::span<const std::byte> bytes, const Shape &shape);

/// Whether the numbers lie row-major without gaps.
bool is_dense(const StoredTensor &tensor);

/// The product of the sizes. @throws Error (UnreadableInput) for a negative size, for more
/// than `most_dimensions`, or where even the product of the sizes but 0 overflows.
std::int64_t checked_count(const Shape &shape);

/// Strides of a dense row-major tensor, in elements. The shape must have passed checked_count().
std::vector<std::int64_t> dense_strides(const Shape &shape);

} // namespace tlvfc::checkpoint
