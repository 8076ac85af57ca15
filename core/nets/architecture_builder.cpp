#include "core/nets/architecture_builder.h"

#include <algorithm>

namespace tlvfc {

ArchitectureBuilder::ArchitectureBuilder(std::string name, Family family, int classes)
{
    architecture_.name = std::move(name);
    architecture_.family = family;
    architecture_.classes = classes;
    LayerRecord root;
    root.name = architecture_.name;
    root.kind = LayerKind::Network;
    architecture_.layers.push_back(std::move(root));
}

LayerId ArchitectureBuilder::add(LayerId parent, std::string name, LayerKind kind)
{
    const LayerId id(static_cast<std::int64_t>(architecture_.layers.size()));
    auto &above = architecture_.layers[parent.index()];
    above.children.push_back(id);
    LayerRecord layer;
    layer.path = above.path.empty() ? name : above.path + "." + name;
    layer.name = std::move(name);
    layer.kind = kind;
    layer.parent = parent;
    architecture_.layers.push_back(std::move(layer));
    return id;
}

LayerId ArchitectureBuilder::add_conv(LayerId parent, std::string name, int in, int out,
                                      Geometry geometry, bool bias)
{
    const auto id = add(parent, std::move(name), LayerKind::Conv2d);
    auto &layer = architecture_.layers[id.index()];
    layer.weight_shape = Shape{out, in / geometry.groups, geometry.kernel, geometry.kernel};
    if (bias)
        layer.bias_shape = Shape{out};
    layer.geometry = geometry;
    architecture_.construction_order.push_back(id);
    return id;
}

LayerId ArchitectureBuilder::add_batch_norm(LayerId parent, std::string name, int channels)
{
    const auto id = add(parent, std::move(name), LayerKind::BatchNorm2d);
    auto &layer = architecture_.layers[id.index()];
    layer.weight_shape = Shape{channels};
    layer.bias_shape = Shape{channels};
    architecture_.construction_order.push_back(id);
    return id;
}

LayerId ArchitectureBuilder::add_linear(LayerId parent, std::string name, int in, int out)
{
    const auto id = add(parent, std::move(name), LayerKind::Linear);
    auto &layer = architecture_.layers[id.index()];
    layer.weight_shape = Shape{out, in};
    layer.bias_shape = Shape{out};
    architecture_.construction_order.push_back(id);
    return id;
}

LayerId ArchitectureBuilder::add_max_pool(LayerId parent, std::string name, int kernel, int stride,
                                          int padding)
{
    const auto id = add(parent, std::move(name), LayerKind::MaxPool2d);
    auto &geometry = architecture_.layers[id.index()].geometry;
    geometry.kernel = kernel;
    geometry.stride = stride;
    geometry.padding = padding;
    return id;
}

LayerId ArchitectureBuilder::add_average_pool(LayerId parent, std::string name, int output_size)
{
    const auto id = add(parent, std::move(name), LayerKind::AdaptiveAvgPool2d);
    architecture_.layers[id.index()].geometry.output_size = output_size;
    return id;
}

LayerId ArchitectureBuilder::add_dropout(LayerId parent, std::string name, double probability)
{
    const auto id = add(parent, std::move(name), LayerKind::Dropout);
    architecture_.layers[id.index()].dropout = probability;
    return id;
}

void ArchitectureBuilder::construct_earlier(std::size_t before, std::size_t first)
{
    auto &order = architecture_.construction_order;
    std::rotate(order.begin() + static_cast<std::ptrdiff_t>(before),
                order.begin() + static_cast<std::ptrdiff_t>(first), order.end());
}

} // namespace tlvfc
