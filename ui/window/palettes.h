// The window's own light and dark, so that it looks the same on every desktop.
#pragma once

#include "ui/window/settings.h"

#include <QPalette>

namespace tlvfc::ui {

QPalette lightPalette();
QPalette darkPalette();

/// The palette for a choice; `system` is what the desktop gave, whose lightness decides for System.
QPalette paletteFor(ThemeChoice choice, const QPalette &system);

} // namespace tlvfc::ui
