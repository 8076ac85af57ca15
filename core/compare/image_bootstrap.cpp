#include "core/compare/image_bootstrap.h"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>

#include <algorithm>
#include <array>

namespace tlvfc {

namespace {

constexpr int draws = 10'000;
constexpr std::uint32_t stream = 20'24;

bool is_testable(std::span<const TestPair> pairs)
{
    if (pairs.empty() || pairs.front().method->is_correct.empty())
        return false;
    const auto &first = *pairs.front().method;
    return std::ranges::all_of(pairs, [&first](const TestPair &pair) {
        return std::ranges::all_of(std::array{pair.method, pair.baseline},
                                   [&first](const TestImages *images) {
                                       return images->labels_digest == first.labels_digest &&
                                              images->is_correct.size() == first.is_correct.size();
                                   });
    });
}

/// How many images have each sum of differences over the pairs, from -pairs to +pairs.
std::vector<std::int64_t> images_by_sum(std::span<const TestPair> pairs)
{
    std::vector<std::int64_t> counts(2 * pairs.size() + 1);
    for (std::size_t image = 0; image < pairs.front().method->is_correct.size(); ++image) {
        auto sum = static_cast<std::ptrdiff_t>(pairs.size());
        for (const auto &pair : pairs)
            sum += int{pair.method->is_correct[image]} - int{pair.baseline->is_correct[image]};
        ++counts[static_cast<std::size_t>(sum)];
    }
    return counts;
}

} // namespace

/// Images with the same sum are alike: a draw of all of them is a draw of how many of each kind,
/// one binomial after the other.
std::optional<Interval> image_interval(std::span<const TestPair> pairs)
{
    if (!is_testable(pairs))
        return std::nullopt;
    const auto counts = images_by_sum(pairs);
    const auto images = static_cast<std::int64_t>(pairs.front().method->is_correct.size());
    const auto most = static_cast<std::int64_t>(pairs.size());
    boost::random::mt19937 generator(stream);
    std::vector<double> means;
    means.reserve(draws);
    for (int draw = 0; draw < draws; ++draw) {
        auto left_images = images;
        auto left_drawn = images;
        std::int64_t sum = 0;
        for (std::size_t kind = 0; kind < counts.size() && left_drawn > 0; ++kind) {
            if (counts[kind] == 0)
                continue;
            const double share =
                static_cast<double>(counts[kind]) / static_cast<double>(left_images);
            boost::random::binomial_distribution<std::int64_t> among(left_drawn,
                                                                     std::min(share, 1.0));
            const auto drawn = among(generator);
            sum += drawn * (static_cast<std::int64_t>(kind) - most);
            left_drawn -= drawn;
            left_images -= counts[kind];
        }
        means.push_back(static_cast<double>(sum) / static_cast<double>(images * most));
    }
    std::ranges::sort(means);
    const auto at = [&means](double share) {
        return means[static_cast<std::size_t>(share * (draws - 1))];
    };
    return Interval{at(0.025), at(0.975)};
}

} // namespace tlvfc
