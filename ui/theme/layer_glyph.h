// What a layer's kind looks like: a color and a small drawing.
#pragma once

#include "core/nets/architecture.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

class QPainter;
class QRectF;

namespace tlvfc::ui {

/// Convolutions, fully connected layers and batch norms have one each; all others are gray.
QColor kindColor(LayerKind kind, const QPalette &palette);

/// A drawing of 16×16 that tells kinds apart by shape: a grid for convolutions, linked dots for
/// fully connected layers, a bell for batch norms, a hinge for ReLU, …
QIcon kindIcon(LayerKind kind, const QPalette &palette);

/// Other small drawings, in one color each.
enum class Glyph { Lock, Cross, Triangle, Check, Info, Reset, Copy, Open, ArrowUp, ArrowDown };

QIcon glyphIcon(Glyph glyph, const QColor &color);
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &color);

} // namespace tlvfc::ui
