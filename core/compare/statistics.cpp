#include "core/compare/statistics.h"

#include "core/base/random.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tlvfc {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_exact = 20;
constexpr int draws = 100'000;

/// Whether a sum is as far from zero as the one observed, the last bits aside.
bool is_as_far(double sum, double observed) { return std::abs(sum) >= observed * (1.0 - 1e-12); }

} // namespace

Summary summarize(std::span<const double> values)
{
    Summary summary;
    summary.n = static_cast<int>(values.size());
    summary.mean = summary.deviation = summary.low = summary.high = unknown;
    if (values.empty())
        return summary;
    const auto n = static_cast<double>(values.size());
    summary.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() < 2)
        return summary;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / (n - 1.0));
    const boost::math::students_t student(n - 1.0);
    const double reach = boost::math::quantile(student, 0.975) * summary.deviation / std::sqrt(n);
    summary.low = summary.mean - reach;
    summary.high = summary.mean + reach;
    return summary;
}

double sign_flip_p(std::span<const double> differences)
{
    if (differences.empty())
        return 1.0;
    const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
    std::uint64_t as_far = 0;
    if (differences.size() <= most_exact) {
        const std::uint64_t all = std::uint64_t{1} << differences.size();
        for (std::uint64_t signs = 0; signs < all; ++signs) {
            double sum = 0.0;
            for (std::size_t i = 0; i < differences.size(); ++i)
                sum += (signs >> i & 1) != 0 ? differences[i] : -differences[i];
            as_far += is_as_far(sum, observed);
        }
        return static_cast<double>(as_far) / static_cast<double>(all);
    }
    Generator generator(1);
    for (int draw = 0; draw < draws; ++draw) {
        const auto signs = generator.randint(0, 2, static_cast<std::int64_t>(differences.size()));
        double sum = 0.0;
        for (std::size_t i = 0; i < differences.size(); ++i)
            sum += signs[i] != 0 ? differences[i] : -differences[i];
        as_far += is_as_far(sum, observed);
    }
    // The observed signs are one of the possible draws (Phipson & Smyth 2010).
    return static_cast<double>(as_far + 1) / static_cast<double>(draws + 1);
}

double smallest_sign_flip_p(int n) { return n < 1 ? 1.0 : std::ldexp(1.0, 1 - n); }

std::vector<double> holm(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> corrected(p.size());
    double largest = 0.0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        largest = std::max(largest, p[order[rank]] * static_cast<double>(p.size() - rank));
        corrected[order[rank]] = std::min(1.0, largest);
    }
    return corrected;
}

} // namespace tlvfc
