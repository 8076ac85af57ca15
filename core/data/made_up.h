// Pictures that need no download: textured shapes.
#pragma once

#include <string>
#include <vector>

namespace tlvfc {

/// As DataSpec's source.
constexpr const char *made_up_source = "made-up";

constexpr int min_made_up_classes = 2;
constexpr int max_made_up_classes = 20;

/// "striped disk", "dotted triangle", …: what is to be told apart is the shape and its texture;
/// color, place, size, turn and background tell nothing.
/// @throws Error (InvalidRequest) unless min_made_up_classes <= classes <= max_made_up_classes.
std::vector<std::string> made_up_class_names(int classes);

} // namespace tlvfc
