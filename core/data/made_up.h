// Pictures that need no download: textured shapes.
#pragma once

#include "core/data/packed.h"

#include <cstdint>
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

/// `per_class` pictures of each class, class by class, size×size pixels. The same on any machine
/// for the same arguments: integer arithmetic and counted random numbers only.
/// @throws Error (InvalidRequest) as above, or for a size below 8.
PackedSplit make_made_up(int classes, int per_class, int size, std::uint64_t seed);

} // namespace tlvfc
