// Small drawings of one color, for buttons and marks.
#pragma once

#include "ui/theme/theme.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

class QAbstractButton;
class QPainter;
class QRectF;

namespace tlvfc::ui {

enum class Glyph {
    Lock,
    Cross,
    Triangle,
    Check,
    Info,
    Reset,
    Copy,
    Open,
    Save,
    Pin,
    ArrowUp,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    Play,
    Pause,
    ToStart,
    ToEnd,
};

QIcon glyphIcon(Glyph glyph, const QColor &color);

/// The button's icon, in this color of the palette that the button has whenever it is painted.
void setGlyph(QAbstractButton *button, Glyph glyph, Ink ink = Ink::Muted);
void setGlyph(QAbstractButton *button, Glyph glyph, QPalette::ColorRole role);

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &color);

} // namespace tlvfc::ui
