#include "core/compare/curves_svg.h"

#include "core/base/number_text.h"
#include "core/base/tones.h"
#include "core/compare/svg_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tlvfc {

namespace {

constexpr double width = 720.0;
constexpr double height = 380.0;
constexpr double left = 56.0;
constexpr double right = 12.0;
constexpr double top = 12.0;
constexpr double bottom = 40.0;
constexpr int line_width = 2;

/// Round steps of which about five fit.
double step_for(double range)
{
    const double rough = std::max(range, 1e-6) / 5.0;
    const double magnitude = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * magnitude >= rough)
            return factor * magnitude;
    }
    return 10.0 * magnitude;
}

struct Axes
{
    CostAxis along = CostAxis::Epochs;
    double first = 0.0;
    double last = 0.0;
    double low = 1.0;
    double high = 0.0;

    double x(double place) const
    {
        return left + (place - first) / (last - first) * (width - left - right);
    }
    double x(const MeanPoint &point) const { return x(cost_of(point, along)); }
    double y(double value) const
    {
        return top + (high - value) / (high - low) * (height - top - bottom);
    }
};

const char *name_of(CostAxis axis)
{
    switch (axis) {
    case CostAxis::Epochs:
        break;
    case CostAxis::Minutes:
        return "minutes of training";
    case CostAxis::Compute:
        return "training, 10¹² multiply-adds";
    case CostAxis::ComputeWithPretraining:
        return "pretraining and training, 10¹² multiply-adds";
    }
    return "epoch";
}

Axes axes_of(const std::vector<std::vector<MeanPoint>> &curves, CostAxis along)
{
    Axes axes;
    axes.along = along;
    axes.first = along == CostAxis::Epochs ? 1.0 : 0.0;
    axes.last = axes.first;
    for (const auto &curve : curves) {
        for (const auto &point : curve) {
            const double around =
                std::isnan(point.accuracy.deviation) ? 0.0 : point.accuracy.deviation;
            axes.low = std::min(axes.low, point.accuracy.mean - around);
            axes.high = std::max(axes.high, point.accuracy.mean + around);
            axes.last = std::max(axes.last, cost_of(point, along));
        }
    }
    const double step = step_for(axes.high - axes.low);
    axes.low = std::max(0.0, std::floor(axes.low / step) * step);
    axes.high = std::max(axes.low + step, std::ceil(axes.high / step) * step);
    if (axes.last == axes.first)
        axes.last += 1.0;
    return axes;
}

std::string grid(const Axes &axes)
{
    std::string svg;
    const double step = step_for(axes.high - axes.low);
    for (double value = axes.low; value <= axes.high + step / 2.0; value += step) {
        const auto y = coordinate(axes.y(value));
        svg += "<line x1=\"" + coordinate(left) + "\" x2=\"" + coordinate(width - right) +
               "\" y1=\"" + y + "\" y2=\"" + y + "\" stroke=\"#ddd\"/>\n" +
               text_at(left - 6.0, axes.y(value) + 4.0, "end", fixed(100.0 * value, 1) + " %");
    }
    double every = step_for(axes.last - axes.first);
    if (axes.along == CostAxis::Epochs)
        every = std::max(1.0, std::ceil(every));
    for (double place = every; place <= axes.last; place += every)
        svg += text_at(axes.x(place), height - bottom + 16.0, "middle", general(place, 4));
    return svg + text_at((left + width - right) / 2.0, height - 6.0, "middle", name_of(axes.along));
}

std::string band(const Axes &axes, const std::vector<MeanPoint> &curve, const std::string &color)
{
    std::string upper;
    std::string lower;
    for (const auto &point : curve) {
        if (std::isnan(point.accuracy.deviation))
            continue;
        const auto x = coordinate(axes.x(point)) + ",";
        const auto &a = point.accuracy;
        upper += x + coordinate(axes.y(a.mean + a.deviation)) + " ";
        lower = x + coordinate(axes.y(a.mean - a.deviation)) + " " + lower;
    }
    return upper.empty() ? std::string()
                         : "<polygon points=\"" + upper + lower + "\" fill=\"" + color +
                               "\" fill-opacity=\"0.15\"/>\n";
}

std::string line(const Axes &axes, const std::vector<MeanPoint> &curve, const std::string &color,
                 const std::string &dashes)
{
    std::string points;
    for (const auto &point : curve)
        points += coordinate(axes.x(point)) + "," + coordinate(axes.y(point.accuracy.mean)) + " ";
    const auto dash = dashes.empty() ? std::string() : "\" stroke-dasharray=\"" + dashes;
    return "<polyline points=\"" + points + "\" fill=\"none\" stroke-width=\"" +
           std::to_string(line_width) + "\" stroke=\"" + color + dash + "\"/>\n";
}

} // namespace

std::string svg_color(const MethodLook &look)
{
    const auto tone = tones_on_white.in_order()[look.tone];
    const double end = look.shade % 2 == 1 ? 255.0 : 0.0; // the paper's, or the text's
    const double share = shade_share(look.shade);
    std::uint32_t mixed = 0;
    for (const int shift : {16, 8, 0}) {
        const double part = (tone >> shift) & 0xFF;
        mixed |= static_cast<std::uint32_t>(std::lround(part + (end - part) * share)) << shift;
    }
    char text[8];
    std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(mixed));
    return text;
}

std::string svg_dashes(const MethodLook &look)
{
    std::string text;
    for (const double length : look.dashes)
        text += (text.empty() ? "" : " ") + coordinate(line_width * length);
    return text;
}

std::string curves_svg(const Comparison &comparison, const Setting &setting, CostAxis axis)
{
    std::vector<std::vector<MeanPoint>> curves;
    for (const auto &cell : setting.cells) {
        auto &curve = curves.emplace_back(mean_curve(cell));
        std::erase_if(curve,
                      [axis](const auto &point) { return std::isnan(cost_of(point, axis)); });
    }
    const auto axes = axes_of(curves, axis);
    auto svg = svg_head(width, height, std::string("validation accuracy over ") + name_of(axis)) +
               grid(axes);
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const auto look = method_look(comparison, i);
        const auto color = svg_color(look);
        svg += "<g><title>" + escaped(comparison.methods[i]) + "</title>\n" +
               band(axes, curves[i], color) + line(axes, curves[i], color, svg_dashes(look)) +
               "</g>\n";
    }
    return svg + "</svg>\n";
}

} // namespace tlvfc
