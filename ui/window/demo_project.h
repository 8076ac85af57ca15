// What a first look begins with: a small source that this program trained itself, a target of
// another architecture, made-up pictures and a short recipe.
#pragma once

#include "core/runs/spec.h"

namespace tlvfc::ui {

/// The source's weights stand in the program itself and are written below data_folder() first.
/// @throws Error (Failure) if they cannot be written.
RunSpec demoProject();

} // namespace tlvfc::ui
