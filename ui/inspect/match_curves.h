// Where the lines between two trees run: from row to row, or to the edge behind which a row hides.
#pragma once

#include "ui/inspect/match_links.h"
#include "ui/inspect/network_tree.h"

#include <QPainterPath>
#include <QPointF>

#include <functional>
#include <optional>
#include <vector>

namespace tlvfc::ui {

/// On which side of what is visible a row lies.
enum class Beyond { Above = -1, No = 0, Below = 1 };

/// One drawn line; stands for several links where they share both rows.
struct MatchCurve
{
    QPointF from; ///< at the source's row, or the edge behind which it lies
    QPointF to;
    Beyond fromBeyond = Beyond::No;
    Beyond toBeyond = Beyond::No;
    std::vector<int> links; ///< numbers of the links
    LayerAction action = LayerAction::Variance;
    bool isLocked = false;             ///< one of the links at least
    bool isNorm = true;                ///< all of the links
    LayerKind kind = LayerKind::Other; ///< of all the links; Other where they differ
    double score = 0.0;                ///< the links' mean
    std::int64_t parameters = 0;       ///< the links' sum
    Agreement agreement = Agreement::Unasked;
    /// So far the lines from one source row run as one before they part.
    double trunk = 0.0;

    QPainterPath path() const;
    QPointF pointAt(double t) const; ///< t from 0 at the source to 1
    /// From the nearest point of the line.
    double distanceTo(const QPointF &point) const;
};

/// Where a layer's row stands, in the coordinates of the curves; none where it is filtered out.
using PlaceOf = std::function<std::optional<RowPlace>(LayerId)>;

/// The band in which rows are visible, and how wide the lines are.
struct MatchField
{
    double sourceTop = 0.0;
    double sourceBottom = 0.0;
    double targetTop = 0.0;
    double targetBottom = 0.0;
    double width = 0.0;
};

/// Only lines of which something can be seen.
std::vector<MatchCurve> layCurves(const std::vector<MatchLink> &links, const PlaceOf &source,
                                  const PlaceOf &target, const MatchField &field);

} // namespace tlvfc::ui
