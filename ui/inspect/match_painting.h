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

void paintCurve(QPainter &painter, const MatchCurve &curve, Emphasis emphasis,
                const QPalette &palette);

/// Beside each edge behind which rows hide, an arrow with the number of lines that run there.
void paintEdgeHints(QPainter &painter, const std::vector<MatchCurve> &curves,
                    const MatchField &field, const QFont &font, const QPalette &palette);

/// What the lines mean, for those kinds that occur. `isNormOnly`: of every layer only the norm is
/// taken over.
void paintLegend(QPainter &painter, const QRectF &box, const std::vector<MatchLink> &links,
                 bool isNormOnly, const QFont &font, const QPalette &palette);

} // namespace tlvfc::ui
