// What the lines between two trees mean.
#pragma once

#include "ui/inspect/match_painting.h"

#include <QStringList>

#include <vector>

namespace tlvfc::ui {

/// What is said about the lines.
struct MatchLegend
{
    LineColor color = LineColor::Action;
    bool isNormOnly = false; ///< of every layer only the norm is taken over
    QString here;            ///< the matching's name, where another is laid over it
    QString other;
};

/// What it says, line by line.
QStringList legendLines(const std::vector<MatchLink> &links, const MatchLegend &legend);

/// For those kinds of lines that occur.
void paintLegend(QPainter &painter, const QRectF &box, const std::vector<MatchLink> &links,
                 const MatchLegend &legend, const QFont &font, const QPalette &palette);

} // namespace tlvfc::ui
