// Memory for many tensors that are written once, from end to end.
#pragma once

#include "core/base/tensor.h"

namespace tlvfc {

/// Hands out float32 tensors whose values are not set, from large blocks for which the system is
/// asked for huge pages: with ordinary ones, the faults for 200 MB cost more than a transfer. A
/// block lives as long as any of its tensors.
class FreshTensors
{
public:
    struct Fresh
    {
        Tensor tensor;
        std::span<float> values; ///< the tensor's own; write them before it is shared
    };

    /// `expected_bytes`: how much will be asked for in all, so that blocks are no larger.
    explicit FreshTensors(std::size_t expected_bytes);

    Fresh make(const Shape &shape);

private:
    void open_block(std::size_t bytes);

    std::size_t expected_;
    std::shared_ptr<void> block_;
    std::span<std::byte> free_;
};

} // namespace tlvfc
