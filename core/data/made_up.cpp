#include "core/data/made_up.h"

#include "core/base/error.h"
#include "core/data/made_up_drawing.h"
#include "core/data/made_up_shapes.h"

#include <algorithm>
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

PackedSplit make_made_up(int classes, int per_class, int size, std::uint64_t seed)
{
    const auto names = made_up_class_names(classes);
    if (size < 8 || per_class < 0)
        throw invalid_request("made-up pictures of " + std::to_string(size) + " pixels",
                              "option size", "give a side of at least 8 pixels");
    PackedSplit split;
    split.size = size;
    split.pixels.reserve(static_cast<std::size_t>(classes) * static_cast<std::size_t>(per_class) *
                         split.image_bytes());
    for (int kind = 0; kind < classes; ++kind) {
        for (int i = 0; i < per_class; ++i) {
            const auto image = draw_made_up(kind, static_cast<std::uint64_t>(i), size, seed);
            split.pixels.insert(split.pixels.end(), image.rgb.begin(), image.rgb.end());
            split.labels.push_back(kind);
            split.names.push_back(names[static_cast<std::size_t>(kind)] + "/" + std::to_string(i));
        }
    }
    return split;
}

} // namespace tlvfc
