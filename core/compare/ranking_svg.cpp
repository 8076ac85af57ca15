#include "core/compare/ranking.h"

#include "core/compare/svg_text.h"

#include <algorithm>

namespace tlvfc {

namespace {

constexpr double width = 720.0;
constexpr double margin = 150.0; // for the names
constexpr double axis_y = 46.0;
constexpr double line_height = 20.0;

std::string line(double x1, double y1, double x2, double y2, double thickness)
{
    return "<line x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" +
           coordinate(x2) + "\" y2=\"" + coordinate(y2) + "\" stroke=\"#444\" stroke-width=\"" +
           coordinate(thickness) + "\"/>\n";
}

/// The longest runs of methods whose ends cannot be told apart, first and last of each.
std::vector<std::pair<std::size_t, std::size_t>> groups_of(const Ranking &ranking)
{
    const auto &ranks = ranking.mean_ranks;
    std::vector<std::pair<std::size_t, std::size_t>> groups;
    for (std::size_t first = 0; first < ranks.size(); ++first) {
        auto last = first;
        while (last + 1 < ranks.size() &&
               ranks[last + 1] - ranks[first] < ranking.critical_difference)
            ++last;
        if (last > first && (groups.empty() || groups.back().second < last))
            groups.emplace_back(first, last);
    }
    return groups;
}

} // namespace

std::string ranking_svg(const Ranking &ranking, const std::vector<std::string> &methods)
{
    const auto count = ranking.methods.size();
    const auto x = [&](double rank) {
        return margin + (rank - 1.0) / static_cast<double>(count - 1) * (width - 2.0 * margin);
    };
    const auto groups = groups_of(ranking);
    const double names_y = axis_y + 24.0 + 8.0 * static_cast<double>(groups.size());
    const auto rows = (count + 1) / 2;
    const double height = names_y + line_height * static_cast<double>(rows);
    auto svg = svg_head(width, height, "critical difference diagram") +
               line(x(1.0), axis_y, x(static_cast<double>(count)), axis_y, 1.0);
    for (std::size_t rank = 1; rank <= count; ++rank) {
        const auto at = x(static_cast<double>(rank));
        svg += line(at, axis_y - 5.0, at, axis_y, 1.0) +
               text_at(at, axis_y - 9.0, "middle", std::to_string(rank));
    }
    const double reach = std::min(ranking.critical_difference, static_cast<double>(count - 1));
    svg += line(x(1.0), 14.0, x(1.0 + reach), 14.0, 2.0) +
           text_at(x(1.0 + reach) + 6.0, 18.0, "start", "critical difference");
    for (std::size_t i = 0; i < count; ++i) {
        // The better half stands on the left, the best on top; the others mirror them.
        const bool is_left = i < rows;
        const auto row = is_left ? i : count - 1 - i;
        const double y = names_y + line_height * static_cast<double>(row);
        const double at = x(ranking.mean_ranks[i]);
        const double end = is_left ? margin - 6.0 : width - margin + 6.0;
        svg += line(at, axis_y, at, y, 1.0) + line(at, y, end, y, 1.0) +
               text_at(is_left ? end - 4.0 : end + 4.0, y + 4.0, is_left ? "end" : "start",
                       methods[ranking.methods[i]]);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const double y = axis_y + 8.0 + 8.0 * static_cast<double>(i);
        svg += line(x(ranking.mean_ranks[groups[i].first]) - 4.0, y,
                    x(ranking.mean_ranks[groups[i].second]) + 4.0, y, 4.0);
    }
    return svg + "</svg>\n";
}

} // namespace tlvfc
