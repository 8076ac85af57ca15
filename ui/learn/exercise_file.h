// Reads one exercise of a tour's file.
#pragma once

#include "ui/learn/tour_fields.h"

namespace tlvfc::ui {

/// @throws Error (UnreadableInput)
Exercise readExercise(const Json &json, const TourPlace &place);

} // namespace tlvfc::ui
