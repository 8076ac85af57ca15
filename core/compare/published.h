// What the papers report (METHOD.md section 6), to stand beside what was measured here.
#pragma once

#include <optional>
#include <string_view>

namespace tlvfc {

/// Test accuracy from 0 to 1 of a preset's name, as published for a source of VGG16 on ImageNet:
/// one number, without a deviation or the number of seeds. None where the papers have none.
/// @param data  a data set as the catalog calls it: "cifar10"
std::optional<double> published_accuracy(std::string_view method, std::string_view target,
                                         std::string_view data);

} // namespace tlvfc
