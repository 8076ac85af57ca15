// Methods ranked over many data sets (Demšar 2006).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

struct Comparison;

/// Below this many the test has no power to speak of, and a diagram would only seem to say much.
constexpr int least_data_sets = 10;

struct Ranking
{
    int data_sets = 0;
    std::vector<std::size_t> methods; ///< of the comparison, by rising mean rank
    std::vector<double> mean_ranks;   ///< of those; 1 is the best, ties share
    double p = 1.0;                   ///< Friedman's test, corrected for ties
    /// Nemenyi's, at .05: methods whose mean ranks differ by less cannot be told apart.
    double critical_difference = 0.0;
};

/// Ranks of the methods that every data set has, or a sentence why there are none. Several targets
/// on the same data count as one data set, by the mean of their ranks.
struct RankingOrReason
{
    std::optional<Ranking> ranking;
    std::string reason;
};
RankingOrReason rank_methods(const Comparison &comparison);

/// "mean ranks over 12 data sets: tlvfc 1.42, he 2.08; Friedman's test p = 0.0312; …"
std::string to_text(const Ranking &ranking, const std::vector<std::string> &methods);

/// A critical difference diagram: methods along their mean ranks, a bar over those that cannot be
/// told apart.
std::string ranking_svg(const Ranking &ranking, const std::vector<std::string> &methods);

} // namespace tlvfc
