#include "ui/inspect/match_curves.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace tlvfc::ui {

namespace {

Beyond beyond(double y, double top, double bottom)
{
    return y < top ? Beyond::Above : y > bottom ? Beyond::Below : Beyond::No;
}

double distanceToSegment(const QPointF &point, const QPointF &a, const QPointF &b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double t =
        length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0.0;
    return QLineF(point, a + along * t).length();
}

/// Stands for all rows behind the edge.
int edgeRow(Beyond where) { return where == Beyond::Above ? -1 : -2; }

void joinTrunks(std::vector<MatchCurve> &curves, double width)
{
    std::map<double, int> fromHere;
    for (const auto &curve : curves)
        fromHere[curve.from.y()] += curve.fromBeyond == Beyond::No ? 1 : 0;
    for (auto &curve : curves) {
        if (curve.fromBeyond == Beyond::No && fromHere[curve.from.y()] > 1)
            curve.trunk = std::min(28.0, width * 0.2);
    }
}

} // namespace

QPainterPath MatchCurve::path() const
{
    const double begin = from.x() + trunk;
    const double middle = (begin + to.x()) / 2;
    QPainterPath path(from);
    if (trunk > 0)
        path.lineTo(begin, from.y());
    path.cubicTo({middle, from.y()}, {middle, to.y()}, to);
    return path;
}

QPointF MatchCurve::pointAt(double t) const
{
    const double begin = from.x() + trunk;
    const double middle = (begin + to.x()) / 2;
    const double s = 1 - t;
    const double a = s * s * s;
    const double b = 3 * s * s * t;
    const double c = 3 * s * t * t;
    const double d = t * t * t;
    return {a * begin + (b + c) * middle + d * to.x(), (a + b) * from.y() + (c + d) * to.y()};
}

double MatchCurve::distanceTo(const QPointF &point) const
{
    constexpr int steps = 32;
    double best = 1e9;
    QPointF last = from;
    for (int i = 0; i <= steps; ++i) {
        const auto next = pointAt(static_cast<double>(i) / steps);
        best = std::min(best, distanceToSegment(point, last, next));
        last = next;
    }
    return best;
}

std::vector<MatchCurve> layCurves(const std::vector<MatchLink> &links, const PlaceOf &source,
                                  const PlaceOf &target, const MatchField &field)
{
    std::vector<MatchCurve> curves;
    std::map<std::tuple<int, int, LayerAction, Agreement>, std::size_t> byRows;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto from = source(links[i].source);
        const auto to = target(links[i].target);
        if (!from || !to)
            continue;
        const auto fromBeyond = beyond(from->center, field.sourceTop, field.sourceBottom);
        const auto toBeyond = beyond(to->center, field.targetTop, field.targetBottom);
        if (fromBeyond == toBeyond && fromBeyond != Beyond::No)
            continue;
        // Rows that hide behind the same edge share a line as those of a folded group do.
        const int fromRow = fromBeyond == Beyond::No ? from->row : edgeRow(fromBeyond);
        const int toRow = toBeyond == Beyond::No ? to->row : edgeRow(toBeyond);
        const auto [it, isNew] = byRows.try_emplace(
            {fromRow, toRow, links[i].action, links[i].agreement}, curves.size());
        if (isNew) {
            MatchCurve curve;
            curve.from = {0, std::clamp(from->center, field.sourceTop, field.sourceBottom)};
            curve.to = {field.width, std::clamp(to->center, field.targetTop, field.targetBottom)};
            curve.fromBeyond = fromBeyond;
            curve.toBeyond = toBeyond;
            curve.action = links[i].action;
            curve.kind = links[i].kind;
            curve.agreement = links[i].agreement;
            curves.push_back(std::move(curve));
        }
        auto &curve = curves[it->second];
        curve.links.push_back(static_cast<int>(i));
        curve.isLocked = curve.isLocked || links[i].isLocked;
        curve.isNorm = curve.isNorm && links[i].isNorm;
        curve.kind = curve.kind == links[i].kind ? curve.kind : LayerKind::Other;
        curve.score += links[i].score;
        curve.parameters += links[i].parameters;
    }
    for (auto &curve : curves)
        curve.score /= static_cast<double>(curve.links.size());
    joinTrunks(curves, field.width);
    return curves;
}

} // namespace tlvfc::ui
