#include "ui/plots/depth_shapes.h"

namespace tlvfc::ui {

namespace {

/// All that a shape decides.
struct Look
{
    QCPScatterStyle::ScatterShape scatter;
    double size;
    bool isFilled;
    double width; ///< of the line
    QVector<double> dashes;
    const char *sign;
};

const Look &lookOf(DepthCurve::Shape shape)
{
    static const Look looks[] = {
        {QCPScatterStyle::ssCircle, 6, false, 1.4, {4, 3}, "○"},
        {QCPScatterStyle::ssDisc, 5, true, 2.0, {}, "●"},
        {QCPScatterStyle::ssDiamond, 7, true, 1.4, {8, 3, 1, 3}, "◆"},
        {QCPScatterStyle::ssSquare, 5, true, 1.4, {6, 2}, "■"},
        {QCPScatterStyle::ssTriangle, 6, true, 1.4, {2, 2}, "▲"},
        {QCPScatterStyle::ssTriangleInverted, 6, true, 1.4, {8, 3, 1, 3, 1, 3}, "▼"},
        {QCPScatterStyle::ssCross, 6, false, 1.4, {10, 3}, "✕"},
        {QCPScatterStyle::ssPlus, 7, false, 1.4, {1, 3}, "✚"},
        {QCPScatterStyle::ssStar, 7, false, 1.4, {5, 2, 2, 2}, "✱"},
    };
    return looks[static_cast<std::size_t>(shape)];
}

} // namespace

QCPScatterStyle shapePoint(const DepthCurve &curve, const QColor &paper, double scale)
{
    const auto &look = lookOf(curve.shape);
    return {look.scatter, QPen(curve.color, 1.2 * scale), look.isFilled ? curve.color : paper,
            look.size * scale};
}

QPen shapeLine(const DepthCurve &curve, double scale)
{
    const auto &look = lookOf(curve.shape);
    QPen pen(curve.color, look.width * scale);
    if (!look.dashes.isEmpty())
        pen.setDashPattern(look.dashes);
    return pen;
}

QString shapeSign(DepthCurve::Shape shape) { return QString::fromUtf8(lookOf(shape).sign); }

} // namespace tlvfc::ui
