#include "core/data/made_up.h"

#include "core/base/error.h"
#include "core/data/made_up_shapes.h"

#include <array>

namespace tlvfc {

std::vector<std::string> made_up_class_names(int classes)
{
    static_assert(max_made_up_classes == shape_kinds * texture_kinds);
    if (classes < min_made_up_classes || classes > max_made_up_classes)
        throw invalid_request(std::to_string(classes) + " made-up classes",
                              "option made-up classes",
                              "give a number from " + std::to_string(min_made_up_classes) + " to " +
                                  std::to_string(max_made_up_classes));
    constexpr std::array shapes{"disk", "square", "triangle", "ring", "cross"};
    constexpr std::array textures{"plain", "striped", "dotted", "checkered"};
    std::vector<std::string> names;
    for (int kind = 0; kind < classes; ++kind)
        names.push_back(std::string(textures[static_cast<std::size_t>(texture_of(kind))]) + " " +
                        shapes[static_cast<std::size_t>(shape_of(kind))]);
    return names;
}

} // namespace tlvfc
