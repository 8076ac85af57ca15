#include "core/nets/architecture_builder.h"
#include "core/nets/zoo_families.h"

#include "core/base/error.h"

#include <array>
#include <map>

namespace tlvfc {

namespace {

struct ResNetPlan
{
    LayerKind block;
    std::array<int, 4> depths;
};

const std::map<std::string, ResNetPlan> &plans()
{
    static const std::map<std::string, ResNetPlan> all{
        {"resnet18", {LayerKind::BasicBlock, {2, 2, 2, 2}}},
        {"resnet34", {LayerKind::BasicBlock, {3, 4, 6, 3}}},
        {"resnet50", {LayerKind::Bottleneck, {3, 4, 6, 3}}},
        {"resnet101", {LayerKind::Bottleneck, {3, 4, 23, 3}}},
        {"resnet152", {LayerKind::Bottleneck, {3, 8, 36, 3}}},
    };
    return all;
}

Geometry square(int kernel, int stride)
{
    Geometry geometry;
    geometry.kernel = kernel;
    geometry.stride = stride;
    geometry.padding = kernel / 2;
    return geometry;
}

struct Block
{
    int in;
    int planes;
    int out;
    int stride;
};

void add_block(ArchitectureBuilder &net, LayerId stage, int index, LayerKind kind, Block shape)
{
    const auto start = net.constructed();
    const auto block = net.add(stage, std::to_string(index), kind);
    if (kind == LayerKind::BasicBlock) {
        net.add_conv(block, "conv1", shape.in, shape.planes, square(3, shape.stride), false);
        net.add_batch_norm(block, "bn1", shape.planes);
        net.add(block, "relu", LayerKind::ReLU);
        net.add_conv(block, "conv2", shape.planes, shape.planes, square(3, 1), false);
        net.add_batch_norm(block, "bn2", shape.planes);
    } else {
        net.add_conv(block, "conv1", shape.in, shape.planes, square(1, 1), false);
        net.add_batch_norm(block, "bn1", shape.planes);
        net.add_conv(block, "conv2", shape.planes, shape.planes, square(3, shape.stride), false);
        net.add_batch_norm(block, "bn2", shape.planes);
        net.add_conv(block, "conv3", shape.planes, shape.out, square(1, 1), false);
        net.add_batch_norm(block, "bn3", shape.out);
        net.add(block, "relu", LayerKind::ReLU);
    }
    if (shape.stride == 1 && shape.in == shape.out)
        return;
    const auto downsample_start = net.constructed();
    const auto downsample = net.add(block, "downsample", LayerKind::Sequential);
    net.add_conv(downsample, "0", shape.in, shape.out, square(1, shape.stride), false);
    net.add_batch_norm(downsample, "1", shape.out);
    // torchvision makes the downsample first and hands it to the block.
    net.construct_earlier(start, downsample_start);
}

} // namespace

Architecture build_resnet(const std::string &name, int classes)
{
    const auto it = plans().find(name);
    if (it == plans().end())
        throw failure("no ResNet is called '" + name + "'");
    const auto &plan = it->second;
    const int expansion = plan.block == LayerKind::BasicBlock ? 1 : 4;

    ArchitectureBuilder net(name, Family::ResNet, classes);
    net.add_conv(net.root(), "conv1", 3, 64, square(7, 2), false);
    net.add_batch_norm(net.root(), "bn1", 64);
    net.add(net.root(), "relu", LayerKind::ReLU);
    net.add_max_pool(net.root(), "maxpool", 3, 2, 1);
    int channels = 64;
    for (int stage = 0; stage < 4; ++stage) {
        const auto layer =
            net.add(net.root(), "layer" + std::to_string(stage + 1), LayerKind::Sequential);
        const int planes = 64 << stage;
        for (int i = 0; i < plan.depths[static_cast<std::size_t>(stage)]; ++i) {
            const int stride = stage > 0 && i == 0 ? 2 : 1;
            add_block(net, layer, i, plan.block, {channels, planes, planes * expansion, stride});
            channels = planes * expansion;
        }
    }
    net.add_average_pool(net.root(), "avgpool", 1);
    net.add_linear(net.root(), "fc", channels, classes);
    return net.take();
}

} // namespace tlvfc
