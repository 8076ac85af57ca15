// Text of another size everywhere at once, and lines that go with it.
#pragma once

#include <QFont>
#include <QPointer>

class QWidget;

namespace tlvfc::ui {

/// Text of presentations, beside the desktop's.
inline constexpr double presentationScale = 1.3;

/// Makes this the program's font. Widgets with a font of their own keep its proportion to the
/// program's.
void setProgramFont(const QFont &font);

/// `font` so many times as large.
QFont scaledFont(QFont font, double scale);

/// A widget's text is of this font for as long as it lives.
class FontWhile
{
public:
    FontWhile(QWidget *widget, const QFont &font);
    ~FontWhile();
    FontWhile(const FontWhile &) = delete;
    FontWhile &operator=(const FontWhile &) = delete;

private:
    QPointer<QWidget> widget_;
    QFont before_; ///< its own part of the font: what it takes from others stays theirs
};

/// How much wider a line is drawn beside text of this font than beside the usual one: 1 for any
/// that is usual on a screen, less for the small print of a picture on paper.
double lineScale(const QFont &font);

} // namespace tlvfc::ui
