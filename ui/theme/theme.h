// Colors, fonts and measures that every room shares. Light and dark follow the palette; the colors
// are Okabe and Ito's, which the color-blind can tell apart, and nothing is told by color alone.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace tlvfc::ui {

/// What a color says, the same thing everywhere.
enum class Ink {
    Source,  ///< the network that gives: calm blue
    Target,  ///< the network that receives: warm orange
    Taken,   ///< comes from the source: green, drawn filled
    Drawn,   ///< drawn at random: purple, drawn dashed
    Stays,   ///< left as it was: gray, drawn hollow or hatched
    Locked,  ///< fixed by hand: the text's color, with a lock
    Error,   ///< vermilion, with a cross
    Warning, ///< with a triangle
    Good,    ///< with a check mark
    Info,    ///< with an i
    Text,
    Muted, ///< second-rank text; still readable (4.5 to 1)
    Faint, ///< grid and separator lines
    Panel, ///< a surface slightly apart from the window
};

/// Whether light text stands on a dark ground.
bool isDark(const QPalette &palette);

QColor ink(Ink what, const QPalette &palette);

/// `color` with this share of opacity, 0 to 1.
QColor faded(QColor color, double opacity);

/// A color between the two; share 0 gives the first.
QColor blended(const QColor &first, const QColor &second, double share);

/// Okabe and Ito's colors for series, the n-th modulo their number, adapted to the ground.
QColor seriesColor(int n, const QPalette &palette);

/// A diverging map for weights: -1 blue, 0 the ground's neutral, +1 orange. Clamped.
QColor divergingColor(double value, const QPalette &palette);

/// From 0, a calm blue, to 1, orange. Clamped.
QColor heatColor(double value, const QPalette &palette);

/// Digits of one width, so that numbers in a column stand under each other.
QFont numberFont(const QFont &base);
/// For a page's or panel's title.
QFont titleFont(const QFont &base);
/// For axis labels and notes.
QFont noteFont(const QFont &base);

/// Distances in device-independent pixels; multiples of four.
namespace space {
inline constexpr int tight = 4;
inline constexpr int normal = 8;
inline constexpr int wide = 12;
inline constexpr int page = 16;
} // namespace space

} // namespace tlvfc::ui
