// Text of another size everywhere at once, and lines that go with it.
#pragma once

class QFont;

namespace tlvfc::ui {

/// Text of presentations, beside the desktop's.
inline constexpr double presentationScale = 1.3;

/// Makes this the program's font. Widgets with a font of their own keep its proportion to the
/// program's.
void setProgramFont(const QFont &font);

/// `font` so many times as large.
QFont scaledFont(QFont font, double scale);

/// How much wider a line is drawn beside text of this font than beside the usual one: 1 or more.
double lineScale(const QFont &font);

} // namespace tlvfc::ui
