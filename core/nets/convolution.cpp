#include "core/nets/convolution.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/flatten.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/permute.h>
#include <ATen/ops/select.h>
#include <ATen/ops/view.h>

#include <optional>

namespace tlvfc {

namespace {

/// Which tap of the kernel lies on a map's only pixel, if the output is a single pixel too.
std::optional<std::int64_t> only_tap(std::int64_t kernel, const Geometry &g)
{
    const auto room = 2 * g.padding - g.dilation * (kernel - 1);
    const bool is_single = room >= 0 && room < g.stride;
    const std::int64_t tap = g.padding / g.dilation;
    if (!is_single || g.padding % g.dilation != 0 || tap >= kernel)
        return {};
    return tap;
}

} // namespace

at::Tensor convolve(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                    const Geometry &geometry)
{
    const auto &g = geometry;
    const bool is_pixel = x.size(2) == 1 && x.size(3) == 1;
    if (is_pixel && g.groups == 1 && weight.size(2) == weight.size(3)) {
        if (const auto tap = only_tap(weight.size(2), g)) {
            // In this order the gradient comes out as the weight lies, channels last.
            const auto matrix = weight.permute({0, 2, 3, 1}).select(1, *tap).select(1, *tap);
            return at::linear(x.flatten(1), matrix, bias).view({x.size(0), weight.size(0), 1, 1});
        }
    }
    return at::conv2d(x, weight, bias, {g.stride, g.stride}, {g.padding, g.padding},
                      {g.dilation, g.dilation}, g.groups);
}

} // namespace tlvfc
