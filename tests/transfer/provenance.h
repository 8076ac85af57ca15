// Whether a layer's detail tells the truth about its finished weight.
#pragma once

#include "core/transfer/layer_detail.h"

#include <algorithm>
#include <span>
#include <string>

namespace tlvfc::test {

inline std::span<const float> kernel_of(const Tensor &tensor, const KernelOrigin &origin)
{
    std::size_t size = 1;
    for (std::size_t d = 2; d < tensor.shape().size(); ++d)
        size *= static_cast<std::size_t>(tensor.shape()[d]);
    const auto index = static_cast<std::size_t>(origin.filter * tensor.shape()[1] + origin.kernel);
    return tensor.values().subspan(index * size, size);
}

/// The first kernel of `written` that is not what its origin says; empty where all are.
/// An overlaid one is the source's kernel in the middle and the target's own around it.
inline std::string false_origin(const LayerDetail &detail, const Tensor &written)
{
    using Kind = KernelOrigin::Kind;
    const auto columns = written.shape()[1];
    if (std::ssize(detail.origins) != written.shape()[0] * columns)
        return "the number of origins";
    for (std::int64_t i = 0; i < std::ssize(detail.origins); ++i) {
        const auto &origin = detail.origins[static_cast<std::size_t>(i)];
        const KernelOrigin place{Kind::Kept, static_cast<std::int32_t>(i / columns),
                                 static_cast<std::int32_t>(i % columns)};
        const auto is = kernel_of(written, place);
        bool holds = false;
        if (origin.kind == Kind::Overlaid) {
            const auto side = written.shape().back();
            const auto inner = detail.source_weight.shape().back();
            const auto first = (side - inner) / 2;
            const auto own = kernel_of(detail.before, place);
            const auto over = kernel_of(detail.source_weight, origin);
            holds = written.shape().size() == 4;
            for (std::int64_t at = 0; at < side * side && holds; ++at) {
                const auto row = at / side - first;
                const auto column = at % side - first;
                const bool covered = row >= 0 && row < inner && column >= 0 && column < inner;
                const float expected = covered
                                           ? over[static_cast<std::size_t>(row * inner + column)]
                                           : own[static_cast<std::size_t>(at)];
                holds = is[static_cast<std::size_t>(at)] == expected;
            }
        } else {
            const auto &from = origin.kind == Kind::Source ? detail.resized_source
                               : origin.kind == Kind::Kept ? detail.before
                                                           : detail.drawn;
            holds = std::ranges::equal(is, kernel_of(from, origin));
        }
        if (!holds)
            return "kernel " + std::to_string(i);
    }
    return {};
}

} // namespace tlvfc::test
