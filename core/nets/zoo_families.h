// The builders behind zoo.h, one per family.
#pragma once

#include "core/nets/architecture.h"

#include <string>

namespace tlvfc {

/// @throws Error (Failure) if the name is none of the family's.
Architecture build_vgg(const std::string &name, int classes);
Architecture build_resnet(const std::string &name, int classes);
Architecture build_cifar_resnet(const std::string &name, int classes);

} // namespace tlvfc
