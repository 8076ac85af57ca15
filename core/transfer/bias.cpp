#include "core/transfer/bias.h"

#include "core/base/error.h"

#include <numeric>
#include <vector>

namespace tlvfc {

namespace {

/// For every target position along one dimension, the source position it takes.
std::vector<std::int64_t> positions(std::int64_t a, std::int64_t b, Generator &generator)
{
    std::vector<std::int64_t> from(static_cast<std::size_t>(b));
    if (a < b) {
        from = generator.randint(0, a, b);
        std::iota(from.begin() + (b - a) / 2, from.begin() + (b - a) / 2 + a, 0);
    } else {
        std::iota(from.begin(), from.end(), (a - b) / 2);
    }
    return from;
}

} // namespace

Tensor fit_by_repeating(const Tensor &source, const Shape &target, Generator &generator)
{
    const auto &shape = source.shape();
    if (shape.size() != target.size())
        throw invalid_request("a tensor of shape " + to_string(shape) +
                              " cannot fill one of shape " + to_string(target));
    std::vector<std::vector<std::int64_t>> from;
    for (std::size_t d = 0; d < shape.size(); ++d)
        from.push_back(positions(shape[d], target[d], generator));

    Tensor result(target);
    const auto in = source.values();
    const auto out = result.edit();
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto rest = static_cast<std::int64_t>(i);
        std::int64_t index = 0;
        std::int64_t stride = 1;
        for (auto d = shape.size(); d-- > 0;) {
            index += from[d][static_cast<std::size_t>(rest % target[d])] * stride;
            rest /= target[d];
            stride *= shape[d];
        }
        out[i] = in[static_cast<std::size_t>(index)];
    }
    return result;
}

void skip_fit(const Shape &source, const Shape &target, Generator &generator)
{
    for (std::size_t d = 0; d < source.size(); ++d) {
        if (source[d] < target[d])
            generator.skip_randint(0, source[d], target[d]);
    }
}

} // namespace tlvfc
