#include "core/compare/published.h"

#include <algorithm>
#include <array>

namespace tlvfc {

namespace {

struct Row
{
    std::string_view method;
    std::string_view target;
    std::string_view data;
    double accuracy;
};

constexpr std::array rows{
    Row{"he", "resnet18", "cifar10", .7635},
    Row{"he", "resnet18", "cifar100", .4178},
    Row{"he", "resnet18", "food101", .675},
    Row{"he", "resnet18", "petimages", .9481},
    Row{"dpiat", "resnet18", "cifar10", .7695},
    Row{"dpiat", "resnet18", "cifar100", .4155},
    Row{"dpiat", "resnet18", "food101", .6806},
    Row{"dpiat", "resnet18", "petimages", .9498},
    Row{"tlvfc-base", "resnet18", "cifar10", .7677},
    Row{"tlvfc-base", "resnet18", "cifar100", .4234},
    Row{"tlvfc-base", "resnet18", "food101", .7038},
    Row{"tlvfc-base", "resnet18", "petimages", .9669},
    Row{"tlvfc-cross", "resnet18", "cifar10", .7674},
    Row{"tlvfc-cross", "resnet18", "cifar100", .4293},
    Row{"tlvfc-cross", "resnet18", "food101", .7043},
    Row{"tlvfc-cross", "resnet18", "petimages", .9686},
    Row{"tlvfc", "resnet18", "cifar10", .7724},
    Row{"tlvfc", "resnet18", "cifar100", .4294},
    Row{"tlvfc", "resnet18", "food101", .7025},
    Row{"tlvfc", "resnet18", "petimages", .9696},
    Row{"he", "resnet34", "cifar10", .7524},
    Row{"tlvfc", "resnet34", "cifar10", .7696},
    Row{"he", "resnet50", "cifar10", .705},
    Row{"tlvfc", "resnet50", "cifar10", .7483},
    Row{"he", "resnet101", "cifar10", .6728},
    Row{"tlvfc", "resnet101", "cifar10", .7195},
    Row{"he", "resnet152", "cifar10", .6435},
    Row{"tlvfc", "resnet152", "cifar10", .6979},
};

} // namespace

std::optional<double> published_accuracy(std::string_view method, std::string_view target,
                                         std::string_view data)
{
    const auto row = std::ranges::find_if(rows, [&](const Row &r) {
        return r.method == method && r.target == target && r.data == data;
    });
    return row == rows.end() ? std::nullopt : std::optional(row->accuracy);
}

} // namespace tlvfc
