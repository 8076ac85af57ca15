// One curve as it is drawn and read.
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>

#include <optional>

namespace tlvfc::ui {

/// From so many series on a plot draws them fast: thin, without smooth edges, dots, bands and
/// marks, which nobody could tell apart there.
inline constexpr qsizetype mostFineCurves = 120;

struct CurveSeries
{
    enum class Line {
        Strong, ///< what is judged by: solid and wide
        Faint,  ///< what goes with it: dashed and thin
        Dotted, ///< what corrects the faint one
        Single, ///< one of those that a strong one is the mean of: thin and pale
    };

    QString id; ///< tells the series apart from one setSeries() to the next
    QString name;
    QColor color;
    Line line = Line::Strong;
    QList<qreal> dashes;           ///< tell strong ones of one color apart; empty: solid
    QList<QPointF> points;         ///< x never falling; y not a number leaves a gap
    QList<QPointF> raw;            ///< what `points` smooth, drawn pale below; empty: nothing
    QList<QPointF> band;           ///< low and high at each point; empty, or NaN: none there
    std::optional<QPointF> marked; ///< the best one, ringed
    std::optional<QPointF> last;   ///< the newest one, squared
};

} // namespace tlvfc::ui
