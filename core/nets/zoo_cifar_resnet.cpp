#include "core/nets/architecture_builder.h"
#include "core/nets/zoo_families.h"

#include "core/base/error.h"

namespace tlvfc {

namespace {

Geometry three_by_three(int stride)
{
    Geometry geometry;
    geometry.kernel = 3;
    geometry.stride = stride;
    geometry.padding = 1;
    return geometry;
}

} // namespace

// He et al. 2016, section 4.2: three stages of n blocks at 16, 32 and 64 channels, 6n+2 layers.
Architecture build_cifar_resnet(const std::string &name, int classes)
{
    const int depth = std::stoi(name.substr(std::string("resnet").size()));
    if ((depth - 2) % 6 != 0)
        throw failure("no CIFAR ResNet is called '" + name + "'");

    ArchitectureBuilder net(name, Family::CifarResNet, classes);
    net.add_conv(net.root(), "conv1", 3, 16, three_by_three(1), false);
    net.add_batch_norm(net.root(), "bn1", 16);
    int channels = 16;
    for (int stage = 0; stage < 3; ++stage) {
        const auto layer =
            net.add(net.root(), "layer" + std::to_string(stage + 1), LayerKind::Sequential);
        const int planes = 16 << stage;
        for (int i = 0; i < (depth - 2) / 6; ++i) {
            const int stride = stage > 0 && i == 0 ? 2 : 1;
            const auto block = net.add(layer, std::to_string(i), LayerKind::BasicBlock);
            net.add_conv(block, "conv1", channels, planes, three_by_three(stride), false);
            net.add_batch_norm(block, "bn1", planes);
            net.add_conv(block, "conv2", planes, planes, three_by_three(1), false);
            net.add_batch_norm(block, "bn2", planes);
            if (channels != planes)
                net.add(block, "shortcut", LayerKind::PadShortcut);
            channels = planes;
        }
    }
    net.add_linear(net.root(), "linear", channels, classes);
    return net.take();
}

} // namespace tlvfc
