#include "core/nets/multiply_adds.h"

#include <numeric>

namespace tlvfc {

namespace {

double product(const Shape &shape)
{
    return std::accumulate(shape.begin(), shape.end(), 1.0,
                           [](double all, auto size) { return all * static_cast<double>(size); });
}

class Count
{
public:
    explicit Count(const Architecture &architecture)
        : architecture_(architecture)
    {
    }

    /// The side of what comes out where an image of this side goes in.
    int pass(LayerId id, int side)
    {
        const auto &layer = architecture_.layer(id);
        switch (layer.kind) {
        case LayerKind::BasicBlock:
        case LayerKind::Bottleneck:
            return pass_block(layer, side);
        case LayerKind::Conv2d: {
            const int out = side_after(layer.geometry, side);
            total.convolutions += product(*layer.weight_shape) * out * out;
            return out;
        }
        case LayerKind::Linear:
            total.last_linear = product(*layer.weight_shape);
            total.linears += total.last_linear;
            return side;
        case LayerKind::MaxPool2d:
            return side_after(layer.geometry, side);
        case LayerKind::AdaptiveAvgPool2d:
            return layer.geometry.output_size;
        default:
            for (const auto child : layer.children)
                side = pass(child, side);
            return side;
        }
    }

    MultiplyAdds total;

private:
    static int side_after(const Geometry &geometry, int side)
    {
        return (side + 2 * geometry.padding - geometry.dilation * (geometry.kernel - 1) - 1) /
                   geometry.stride +
               1;
    }

    /// The way around it begins where the block does.
    int pass_block(const LayerRecord &block, int side)
    {
        int on_the_way = side;
        for (const auto child : block.children) {
            if (architecture_.layer(child).name == "downsample")
                pass(child, side);
            else
                on_the_way = pass(child, on_the_way);
        }
        return on_the_way;
    }

    const Architecture &architecture_;
};

} // namespace

MultiplyAdds count_multiply_adds(const Architecture &architecture, int image_size)
{
    Count count(architecture);
    count.pass(LayerId(0), image_size);
    return count.total;
}

} // namespace tlvfc
