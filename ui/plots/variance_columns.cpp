#include "ui/plots/variance_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tlvfc::ui {

std::vector<int> displayOrder(std::span<const float> variances, bool sorted)
{
    std::vector<int> order(variances.size());
    std::iota(order.begin(), order.end(), 0);
    if (sorted)
        std::ranges::stable_sort(order, {},
                                 [&](int bar) { return variances[static_cast<std::size_t>(bar)]; });
    return order;
}

std::vector<VarianceColumn> makeColumns(std::span<const float> variances,
                                        std::span<const char> chosen, std::span<const int> order,
                                        int most)
{
    std::vector<VarianceColumn> columns;
    const int count = static_cast<int>(order.size());
    const int width = std::max(1, (count + std::max(1, most) - 1) / std::max(1, most));
    for (int first = 0; first < count; first += width) {
        VarianceColumn column{first, std::min(width, count - first), 0, 0.0, 0.0, 0.0};
        for (int i = first; i < first + column.count; ++i) {
            const auto bar = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
            const double value = variances[bar];
            column.lowest = i == first ? value : std::min(column.lowest, value);
            column.highest = std::max(column.highest, value);
            column.mean += value / column.count;
            column.chosen += chosen[bar] != 0;
        }
        columns.push_back(column);
    }
    return columns;
}

std::vector<double> ticksUpTo(double top, int most)
{
    if (!(top > 0.0) || !std::isfinite(top))
        return {0.0, 1.0};
    const double rough = top / std::max(1, most - 1);
    const double decade = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * decade;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * decade >= rough * (1.0 - 1e-9)) {
            step = factor * decade;
            break;
        }
    }
    std::vector<double> ticks;
    for (int i = 0; ticks.empty() || ticks.back() < top * (1.0 - 1e-9); ++i)
        ticks.push_back(i * step);
    return ticks;
}

TickWords::TickWords(double top, double step)
{
    const int exponent = top > 0.0 ? static_cast<int>(std::floor(std::log10(top))) : 0;
    if (exponent < -3 || exponent > 3)
        exponent_ = exponent;
    double scaled = std::abs(step) * std::pow(10.0, -exponent_);
    while (decimals_ < 6 && scaled > 0.0 && std::abs(scaled - std::round(scaled)) > 1e-6) {
        scaled *= 10.0;
        ++decimals_;
    }
}

QString TickWords::operator()(double value) const
{
    return value == 0.0 ? QStringLiteral("0")
                        : QString::number(value * std::pow(10.0, -exponent_), 'f', decimals_);
}

QString TickWords::unit() const
{
    static const QString raised = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    if (exponent_ == 0)
        return {};
    QString text = QStringLiteral("×10");
    for (const QChar c : QString::number(exponent_))
        text += c == QLatin1Char('-') ? QChar(0x207B) : raised.at(c.digitValue());
    return text;
}

QString varianceText(double variance) { return QString::number(variance, 'g', 3); }

} // namespace tlvfc::ui
