#include "core/compare/ranking.h"

#include "core/base/number_text.h"
#include "core/compare/comparison.h"
#include "core/compare/tables.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace tlvfc {

namespace {

/// The studentized range's upper 5 % points for infinite degrees of freedom over √2, from two
/// methods on (Demšar 2006, table 5; beyond ten the same quantiles).
constexpr std::array nemenyi{1.960, 2.344, 2.569, 2.728, 2.850, 2.948, 3.031, 3.102, 3.164, 3.219,
                             3.268, 3.313, 3.354, 3.391, 3.426, 3.458, 3.489, 3.517, 3.544};

/// 1 for the largest; those alike share the mean of their places.
std::vector<double> ranks_of(const std::vector<double> &values)
{
    std::vector<double> ranks;
    for (const double value : values) {
        const auto larger = std::ranges::count_if(values, [&](double v) { return v > value; });
        const auto alike = std::ranges::count(values, value);
        ranks.push_back(static_cast<double>(larger) + (static_cast<double>(alike) + 1.0) / 2.0);
    }
    return ranks;
}

double friedman_p(const std::vector<std::vector<double>> &ranks)
{
    const auto n = static_cast<double>(ranks.size());
    const auto k = static_cast<double>(ranks.front().size());
    double between = 0.0;
    for (std::size_t j = 0; j < ranks.front().size(); ++j) {
        double sum = 0.0;
        for (const auto &row : ranks)
            sum += row[j];
        between += sum * sum;
    }
    double squares = 0.0; // of all ranks; ties make them fewer
    for (const auto &row : ranks)
        squares += std::inner_product(row.begin(), row.end(), row.begin(), 0.0);
    const double middle = n * k * (k + 1.0) * (k + 1.0) / 4.0;
    if (squares - middle <= 0.0)
        return 1.0; // all alike everywhere
    const double statistic = (k - 1.0) * (between - n * middle) / (squares - middle);
    return boost::math::cdf(complement(boost::math::chi_squared(k - 1.0), statistic));
}

/// The methods whose accuracy every setting knows.
std::vector<std::size_t> common_methods(const Comparison &comparison)
{
    std::vector<std::size_t> common;
    for (std::size_t i = 0; i < comparison.methods.size(); ++i) {
        const bool everywhere = std::ranges::all_of(comparison.settings, [i](const Setting &s) {
            return s.cells[i].accuracy.n > 0 && !std::isnan(s.cells[i].accuracy.mean);
        });
        if (everywhere)
            common.push_back(i);
    }
    return common;
}

/// Which data a setting is on: more or fewer, larger or smaller of the same images are no second
/// data set.
std::string data_of(const Setting &setting)
{
    for (const auto &cell : setting.cells) {
        if (!cell.runs.empty())
            return cell.runs.front()->spec.data.source;
    }
    return {};
}

/// By data set, the mean over its settings.
std::vector<std::vector<double>> ranks_by_data(const Comparison &comparison,
                                               const std::vector<std::size_t> &methods)
{
    std::map<std::string, std::vector<std::vector<double>>> by_data;
    for (const auto &setting : comparison.settings) {
        std::vector<double> accuracies;
        for (const auto i : methods)
            accuracies.push_back(setting.cells[i].accuracy.mean);
        by_data[data_of(setting)].push_back(ranks_of(accuracies));
    }
    std::vector<std::vector<double>> ranks;
    for (const auto &[data, of_settings] : by_data) {
        std::vector<double> mean(methods.size(), 0.0);
        for (const auto &row : of_settings) {
            for (std::size_t j = 0; j < mean.size(); ++j)
                mean[j] += row[j] / static_cast<double>(of_settings.size());
        }
        ranks.push_back(std::move(mean));
    }
    return ranks;
}

} // namespace

RankingOrReason rank_methods(const Comparison &comparison)
{
    const auto methods = common_methods(comparison);
    const auto ranks = ranks_by_data(comparison, methods);
    const auto count = static_cast<int>(ranks.size());
    if (count < least_data_sets)
        return {{},
                "no ranking over data sets: it says nothing before there are " +
                    std::to_string(least_data_sets) + " of them (here: " + std::to_string(count) +
                    ")"};
    if (methods.size() < 2 || methods.size() > nemenyi.size() + 1)
        return {{},
                "no ranking over data sets: it takes 2 to " + std::to_string(nemenyi.size() + 1) +
                    " methods that all of them have (here: " + std::to_string(methods.size()) +
                    ")"};
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t j = 0; j < methods.size(); ++j) {
        double sum = 0.0;
        for (const auto &row : ranks)
            sum += row[j];
        order.emplace_back(sum / count, methods[j]);
    }
    std::ranges::sort(order);
    Ranking ranking;
    ranking.data_sets = count;
    for (const auto &[rank, method] : order) {
        ranking.methods.push_back(method);
        ranking.mean_ranks.push_back(rank);
    }
    const auto k = static_cast<double>(methods.size());
    ranking.p = friedman_p(ranks);
    ranking.critical_difference =
        nemenyi[methods.size() - 2] * std::sqrt(k * (k + 1.0) / (6.0 * count));
    return {ranking, {}};
}

std::string to_text(const Ranking &ranking, const std::vector<std::string> &methods)
{
    std::string text = "mean ranks over " + std::to_string(ranking.data_sets) + " data sets: ";
    for (std::size_t i = 0; i < ranking.methods.size(); ++i)
        text += (i == 0 ? "" : ", ") + methods[ranking.methods[i]] + " " +
                fixed(ranking.mean_ranks[i], 2);
    return text + "; Friedman's test p = " + p_text(ranking.p) +
           "; mean ranks that differ by less than " + fixed(ranking.critical_difference, 2) +
           " cannot be told apart (Nemenyi, .05)";
}

} // namespace tlvfc
