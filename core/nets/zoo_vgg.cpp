#include "core/nets/architecture_builder.h"
#include "core/nets/zoo_families.h"

#include "core/base/error.h"

#include <map>
#include <vector>

namespace tlvfc {

namespace {

constexpr int M = -1; // a max pooling between stages

struct VggPlan
{
    std::vector<int> stages;
    int kernel = 3;
};

const std::map<std::string, VggPlan> &plans()
{
    static const std::map<std::string, VggPlan> all{
        {"vgg11", {{64, M, 128, M, 256, 256, M, 512, 512, M, 512, 512, M}}},
        {"vgg13", {{64, 64, M, 128, 128, M, 256, 256, M, 512, 512, M, 512, 512, M}}},
        {"vgg16", {{64, 64, M, 128, 128, M, 256, 256, 256, M, 512, 512, 512, M, 512, 512, 512, M}}},
        {"vgg19", {{64,  64,  M,   128, 128, M,   256, 256, 256, 256, M,
                    512, 512, 512, 512, M,   512, 512, 512, 512, M}}},
        {"vgg16_5x5_init",
         {{64, 64, M, 128, 128, M, 256, 256, 256, M, 512, 512, 512, M, 512, 512, 512, M}, 5}},
        {"vgg16_5x5_Down",
         {{64, 64, M, 128, 128, M, 128, 128, 256, M, 256, 256, 512, M, 512, 512, 512, M}, 5}},
        {"vgg16_5x5_Up",
         {{128, 128, M, 128, 128, M, 256, 256, 512, M, 512, 512, 512, M, 512, 512, 512, M}, 5}},
        {"vgg16_5x5_DownUp",
         {{64, 128, M, 256, 256, M, 256, 512, 256, M, 256, 256, 1024, M, 256, 512, 512, M}, 5}},
        {"vgg16_5x5_Sort", {{64, 128, M, 256, 256, M, 512, 256, M, 256, 1024, M, 256, 512, M}, 5}},
        {"vgg16_5x5_Long",
         {{64, 64,  128, M,    128, 256, 256, M,   256, 256, 512, 256,
           M,  256, 256, 1024, 256, M,   256, 512, 512, 512, M},
          5}},
    };
    return all;
}

} // namespace

Architecture build_vgg(const std::string &name, int classes)
{
    const bool batch_norm = name.ends_with("_bn");
    const auto it = plans().find(batch_norm ? name.substr(0, name.size() - 3) : name);
    if (it == plans().end())
        throw failure("no VGG is called '" + name + "'");
    const auto &plan = it->second;

    ArchitectureBuilder net(name, Family::Vgg, classes);
    const auto features = net.add(net.root(), "features", LayerKind::Sequential);
    int channels = 3;
    int index = 0;
    const auto next = [&index] { return std::to_string(index++); };
    for (const int stage : plan.stages) {
        if (stage == M) {
            net.add_max_pool(features, next(), 2, 2, 0);
            continue;
        }
        Geometry geometry;
        geometry.kernel = plan.kernel;
        geometry.padding = plan.kernel / 2;
        net.add_conv(features, next(), channels, stage, geometry, true);
        if (batch_norm)
            net.add_batch_norm(features, next(), stage);
        net.add(features, next(), LayerKind::ReLU);
        channels = stage;
    }

    // The 5x5 networks pool to a single value per channel, torchvision's to 7x7.
    const int pooled = plan.kernel == 5 ? 1 : 7;
    net.add_average_pool(net.root(), "avgpool", pooled);

    const auto classifier = net.add(net.root(), "classifier", LayerKind::Sequential);
    constexpr int hidden = 4096;
    net.add_linear(classifier, "0", channels * pooled * pooled, hidden);
    net.add(classifier, "1", LayerKind::ReLU);
    net.add_dropout(classifier, "2", 0.5);
    net.add_linear(classifier, "3", hidden, hidden);
    net.add(classifier, "4", LayerKind::ReLU);
    net.add_dropout(classifier, "5", 0.5);
    net.add_linear(classifier, "6", hidden, classes);
    return net.take();
}

} // namespace tlvfc
