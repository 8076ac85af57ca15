// How the lines between two trees look.
#pragma once

#include "ui/inspect/match_curves.h"

#include <QPalette>

class QPainter;

namespace tlvfc::ui {

/// How much a line is meant just now.
enum class Emphasis {
    Even, ///< nothing is lit
    Calm, ///< another pair is selected
    Dim,  ///< the mouse is on others
    Lit,
};

/// What the color of a line says.
enum class LineColor {
    Action, ///< what happens to the layer
    Score,  ///< how alike the two are; width by parameters
    Kind,   ///< what layers they are; width by parameters
};

/// Where two matchings are laid over each other their agreement is what is told, whatever
/// `color` says.
void paintCurve(QPainter &painter, const MatchCurve &curve, Emphasis emphasis, LineColor color,
                const QPalette &palette);

/// Beside each edge behind which rows hide, an arrow with the number of lines that run there.
void paintEdgeHints(QPainter &painter, const std::vector<MatchCurve> &curves,
                    const MatchField &field, const QFont &font, const QPalette &palette);

/// A short piece of a line, as it looks between the trees.
void paintSample(QPainter &painter, const MatchCurve &curve, LineColor color,
                 const QPalette &palette);

} // namespace tlvfc::ui
