#include "core/transfer/fresh_tensor.h"

#include <algorithm>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace tlvfc {

namespace {

constexpr std::size_t tensor_alignment = 64;
constexpr std::align_val_t page{std::size_t(1) << 21};
constexpr std::size_t largest_block = std::size_t(32) << 20;

constexpr std::size_t rounded_up(std::size_t bytes)
{
    return (bytes + tensor_alignment - 1) / tensor_alignment * tensor_alignment;
}

} // namespace

FreshTensors::FreshTensors(std::size_t expected_bytes)
    : expected_(expected_bytes)
{
}

void FreshTensors::open_block(std::size_t bytes)
{
    block_ = {::operator new(bytes, page), [](void *p) { ::operator delete(p, page); }};
    free_ = {static_cast<std::byte *>(block_.get()), bytes};
#ifdef __linux__
    // A wish: where the system has no huge pages, nothing is lost but time.
    (void)::madvise(block_.get(), bytes, MADV_HUGEPAGE);
#endif
}

FreshTensors::Fresh FreshTensors::make(const Shape &shape)
{
    const auto count = static_cast<std::size_t>(element_count(shape));
    const auto bytes = rounded_up(std::max<std::size_t>(count * sizeof(float), 1));
    if (free_.size() < bytes)
        open_block(std::max(bytes, std::min(largest_block, rounded_up(expected_))));
    auto *data = new (free_.data()) float[count];
    free_ = free_.subspan(bytes);
    expected_ -= std::min(expected_, bytes);
    return {Tensor(shape, DType::Float32, block_, data), {data, count}};
}

} // namespace tlvfc
