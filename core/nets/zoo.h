// The networks known by name, under torchvision's names and parameter names.
#pragma once

#include "core/nets/architecture.h"
#include "core/nets/named_shapes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

/// One entry of the zoo.
struct ZooEntry
{
    std::string name;
    Family family = Family::Unknown;
    std::string description; ///< one line, with the source it follows
    int default_classes = 1000;
};

/// VGG (Simonyan & Zisserman 2015) with and without batch norm, the 5x5 VGGs of METHOD.md
/// section 5, ResNet (He et al. 2016) for ImageNet and for CIFAR (option A shortcuts).
const std::vector<ZooEntry> &zoo();

/// nullptr where no network has that name.
const ZooEntry *find_in_zoo(std::string_view name);

/// The network's tree; no weight is drawn. `classes` 0 takes the entry's default.
/// @throws Error (InvalidRequest) for an unknown name or a negative number of classes.
Architecture build_architecture(std::string_view name, int classes = 0);

/// The zoo's network that has exactly these parameters, or none; its number of classes is read
/// from the last Linear.
std::optional<Architecture> recognize_architecture(const NamedShapes &shapes);

} // namespace tlvfc
