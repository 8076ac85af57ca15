#include "core/transfer/clip_detail.h"

#include <algorithm>
#include <numeric>

namespace tlvfc {

namespace {

std::vector<std::int64_t> range(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// Whether the source's kernel leaves a border of the target's free.
bool leaves_border(const Shape &source, const Shape &target)
{
    for (std::size_t d = 2; d < target.size(); ++d) {
        if (source[d] < target[d])
            return true;
    }
    return false;
}

void fill_origins(LayerDetail &detail, const Shape &source, const Shape &target)
{
    using Kind = KernelOrigin::Kind;
    const auto filters = clip_span(source[0], target[0]);
    const auto kernels = clip_span(source[1], target[1]);
    const auto taken = leaves_border(source, target) ? Kind::Overlaid : Kind::Source;
    const auto inside = [](std::int64_t i, const ClipSpan &span) {
        return i >= span.target && i < span.target + span.count;
    };
    for (std::int64_t i = 0; i < target[0]; ++i) {
        for (std::int64_t j = 0; j < target[1]; ++j) {
            const bool covered = inside(i, filters) && inside(j, kernels);
            const auto from = [covered](std::int64_t at, const ClipSpan &span) {
                return static_cast<std::int32_t>(covered ? at - span.target + span.source : at);
            };
            detail.origins.push_back(
                {covered ? taken : Kind::Kept, from(i, filters), from(j, kernels)});
        }
    }
    detail.kept_source_filters = range(filters.source, filters.count);
    if (filters.count < target[0])
        detail.overwritten_target_filters = range(filters.target, filters.count);
    detail.filter_permutation = range(0, target[0]);
}

} // namespace

LayerDetail clip_detail(const Tensor &source, const Tensor &target)
{
    LayerDetail detail;
    detail.source_weight = source;
    detail.before = target;
    detail.after = clip_onto(source, target);
    const auto &shape = target.shape();
    if (shape.size() > 2) {
        auto resized = shape;
        resized[0] = source.shape()[0];
        resized[1] = source.shape()[1];
        detail.resized_source =
            resized == source.shape() ? source : clip_onto(source, Tensor(resized));
        fill_origins(detail, source.shape(), shape);
    }
    return detail;
}

} // namespace tlvfc
