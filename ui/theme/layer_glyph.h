// What a layer's kind looks like: a color and a small drawing.
#pragma once

#include "core/nets/architecture.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

namespace tlvfc::ui {

/// Convolutions, fully connected layers and batch norms have one each; all others are gray.
QColor kindColor(LayerKind kind, const QPalette &palette);

/// Tells kinds apart by shape: a grid for convolutions, linked dots for fully connected layers, a
/// bell for batch norms, a hinge for ReLU, …
QIcon kindIcon(LayerKind kind, const QPalette &palette);

} // namespace tlvfc::ui
