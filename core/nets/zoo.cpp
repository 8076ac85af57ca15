#include "core/nets/zoo.h"

#include "core/base/error.h"
#include "core/nets/zoo_families.h"

#include <algorithm>

namespace tlvfc {

namespace {

std::vector<ZooEntry> make_zoo()
{
    std::vector<ZooEntry> entries;
    for (const char *depth : {"11", "13", "16", "19"}) {
        const std::string name = std::string("vgg") + depth;
        entries.push_back({name, Family::Vgg, "VGG of " + std::string(depth) + " layers", 1000});
        entries.push_back({name + "_bn", Family::Vgg,
                           "VGG of " + std::string(depth) + " layers with batch norm", 1000});
    }
    for (const char *variant : {"init", "Down", "Up", "DownUp", "Sort", "Long"}) {
        entries.push_back(
            {std::string("vgg16_5x5_") + variant, Family::Vgg,
             std::string("VGG with 5x5 kernels, variant ") + variant + " of the TLVFC paper",
             1000});
    }
    for (const char *depth : {"18", "34", "50", "101", "152"}) {
        entries.push_back({std::string("resnet") + depth, Family::ResNet,
                           "ResNet of " + std::string(depth) + " layers", 1000});
    }
    for (const char *depth : {"20", "32", "44", "56", "110"}) {
        entries.push_back({std::string("resnet") + depth, Family::CifarResNet,
                           "CIFAR ResNet of " + std::string(depth) + " layers, option A shortcuts",
                           10});
    }
    return entries;
}

constexpr std::int64_t most_classes = 1'000'000;

/// Outputs of the Linear that comes last in the weights' order; 0 where there is none.
std::int64_t outputs_of_last_matrix(const NamedShapes &shapes)
{
    std::int64_t outputs = 0;
    for (const auto &[name, shape] : shapes) {
        if (shape.size() == 2 && name.ends_with(".weight"))
            outputs = shape[0];
    }
    return outputs;
}

bool fits(const Architecture &architecture, const NamedShapes &shapes)
{
    std::size_t found = 0;
    for (const auto &parameter : architecture.parameters()) {
        const auto *shape = shapes.find(parameter.name);
        if (!shape || *shape != parameter.shape)
            return false;
        ++found;
    }
    for (const auto &buffer : architecture.buffers())
        found += shapes.find(buffer.name) != nullptr;
    return found == shapes.size();
}

} // namespace

const std::vector<ZooEntry> &zoo()
{
    static const auto entries = make_zoo();
    return entries;
}

const ZooEntry *find_in_zoo(std::string_view name)
{
    const auto it = std::ranges::find(zoo(), name, &ZooEntry::name);
    return it == zoo().end() ? nullptr : &*it;
}

Architecture build_architecture(std::string_view name, int classes)
{
    const auto *entry = find_in_zoo(name);
    if (!entry)
        throw invalid_request("unknown network '" + std::string(name) + "'", {},
                              "choose one that `tlvfc models` lists, or give a weights file");
    if (classes < 0 || classes > most_classes)
        throw invalid_request("a network cannot have " + std::to_string(classes) + " classes",
                              entry->name,
                              "give a number from 1 to " + std::to_string(most_classes));
    if (classes == 0)
        classes = entry->default_classes;
    switch (entry->family) {
    case Family::Vgg:
        return build_vgg(entry->name, classes);
    case Family::ResNet:
        return build_resnet(entry->name, classes);
    case Family::CifarResNet:
        return build_cifar_resnet(entry->name, classes);
    case Family::Unknown:
        break;
    }
    throw failure("the zoo's entry '" + entry->name + "' has no builder");
}

std::optional<Architecture> recognize_architecture(const NamedShapes &shapes)
{
    const auto classes = outputs_of_last_matrix(shapes);
    if (classes < 1 || classes > most_classes)
        return std::nullopt;
    for (const auto &entry : zoo()) {
        auto architecture = build_architecture(entry.name, static_cast<int>(classes));
        if (fits(architecture, shapes))
            return architecture;
    }
    return std::nullopt;
}

} // namespace tlvfc
