#include "core/transfer/clip.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tlvfc {

namespace {

/// Copies row by row: the innermost dimension is contiguous in both.
class Copy
{
public:
    Copy(const Tensor &source, Tensor &target)
        : from_(source.values())
        , to_(target.edit())
        , source_shape_(source.shape())
        , target_shape_(target.shape())
    {
        for (std::size_t d = 0; d < source_shape_.size(); ++d)
            spans_.push_back(clip_span(source_shape_[d], target_shape_[d]));
    }

    void run(std::size_t dimension, std::int64_t source, std::int64_t target)
    {
        const auto &span = spans_[dimension];
        source = source * source_shape_[dimension] + span.source;
        target = target * target_shape_[dimension] + span.target;
        if (dimension + 1 == spans_.size()) {
            std::copy_n(from_.begin() + source, span.count, to_.begin() + target);
            return;
        }
        for (std::int64_t i = 0; i < span.count; ++i)
            run(dimension + 1, source + i, target + i);
    }

private:
    std::span<const float> from_;
    std::span<float> to_;
    const Shape &source_shape_;
    const Shape &target_shape_;
    std::vector<ClipSpan> spans_;
};

} // namespace

ClipSpan clip_span(std::int64_t source, std::int64_t target)
{
    return {std::max<std::int64_t>(0, (source - target) / 2),
            std::max<std::int64_t>(0, (target - source) / 2), std::min(source, target)};
}

Tensor clip_onto(const Tensor &source, const Tensor &target)
{
    if (source.shape().size() != target.shape().size())
        throw invalid_request("a tensor of shape " + to_string(source.shape()) +
                              " cannot be clipped onto one of shape " + to_string(target.shape()));
    Tensor result = target;
    if (source.shape().empty()) {
        result.edit()[0] = source.values()[0];
        return result;
    }
    Copy(source, result).run(0, 0, 0);
    return result;
}

std::string describe_clip(const Shape &source, const Shape &target)
{
    if (source == target)
        return "the same shape: copied whole";
    const bool has_kernels = source.size() > 2;
    const std::array<std::string, 4> names{
        source.size() == 1 ? "entries" : (has_kernels ? "filters" : "outputs"),
        has_kernels ? "kernels" : "inputs", "rows", "columns"};
    std::string text;
    for (std::size_t d = 0; d < std::min(source.size(), names.size()); ++d) {
        const auto a = source[d];
        const auto b = target[d];
        if (a == b)
            continue;
        const auto span = clip_span(a, b);
        text += (text.empty() ? "" : "; ") + std::to_string(a) + "→" + std::to_string(b) + " " +
                names[d] +
                (a < b ? ": all go to the center, from " + std::to_string(span.target)
                       : ": the center is taken, from " + std::to_string(span.source));
    }
    return text + "; the rest stays";
}

} // namespace tlvfc
