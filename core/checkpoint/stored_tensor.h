// From bytes in a file to a Tensor.
#pragma once

#include "core/base/tensor.h"
#include "core/checkpoint/element_type.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tlvfc::checkpoint {

/// More dimensions than any network has; keeps a forged rank from costing memory.
constexpr std::size_t most_dimensions = 32;

/// What the files of one reading may still take, and what was converted on the way.
class Materials
{
public:
    /// @param owner keeps the file's bytes alive
    /// @param file_size in bytes; the limit of copies follows from it (checkpoint.h)
    Materials(std::shared_ptr<const void> owner, std::uint64_t file_size);

    /// A view of a storage as torch describes it: offset and strides count elements.
    /// Looks into the file where type, order and alignment allow, and copies elsewhere.
    /// @throws Error (UnreadableInput) if the view leaves the storage, overflows, or copies more
    ///         than a file of this size can ask for.
    Tensor tensor(ElementType type, std::span<const std::byte> storage, std::int64_t offset,
                  const Shape &shape, const std::vector<std::int64_t> &strides);

    /// One sentence per type that was converted.
    std::vector<std::string> notes() const;

private:
    void charge(std::uint64_t bytes);

    std::shared_ptr<const void> owner_;
    std::uint64_t copies_left_;
    std::array<std::int64_t, 32> converted_{};
};

/// The product of the sizes. @throws Error (UnreadableInput) for a negative size, for more
/// than `most_dimensions`, or where even the product of the sizes but 0 overflows.
std::int64_t checked_count(const Shape &shape);

/// Strides of a dense row-major tensor, in elements. The shape must have passed checked_count().
std::vector<std::int64_t> dense_strides(const Shape &shape);

} // namespace tlvfc::checkpoint
