// Small drawings of one color, for buttons and marks.
#pragma once

#include <QColor>
#include <QIcon>

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
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &color);

} // namespace tlvfc::ui
