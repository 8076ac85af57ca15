#include "ui/plots/weight_histogram_bins.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tlvfc::ui {

namespace {

constexpr std::size_t sampleSize = 200'000;

std::vector<double> shares(std::span<const float> weights, const WeightBins &range, int bins,
                           std::size_t &outside)
{
    if (weights.empty())
        return {};
    std::vector<std::size_t> counts(static_cast<std::size_t>(bins), 0);
    for (const float weight : weights) {
        const double at = std::floor((weight - range.low) / range.width);
        if (at >= 0 && at < bins)
            ++counts[static_cast<std::size_t>(at)];
        else
            ++outside;
    }
    std::vector<double> result(counts.size());
    std::ranges::transform(counts, result.begin(), [&](std::size_t count) {
        return static_cast<double>(count) / static_cast<double>(weights.size());
    });
    return result;
}

} // namespace

double sampledQuantile(std::span<const float> weights, double share)
{
    if (weights.empty())
        return 0.0;
    const auto stride = std::max<std::size_t>(1, weights.size() / sampleSize);
    std::vector<float> sample;
    for (std::size_t i = 0; i < weights.size(); i += stride) {
        if (std::isfinite(weights[i]))
            sample.push_back(weights[i]);
    }
    if (sample.empty())
        return 0.0;
    const auto last = static_cast<double>(sample.size() - 1);
    const auto at = static_cast<std::ptrdiff_t>(std::round(share * last));
    std::ranges::nth_element(sample, sample.begin() + at);
    return sample[static_cast<std::size_t>(at)];
}

WeightBins binWeights(std::span<const float> before, std::span<const float> after, int bins)
{
    WeightBins result;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (const auto side : {before, after}) {
        if (side.empty())
            continue;
        low = std::min(low, sampledQuantile(side, 0.0005));
        high = std::max(high, sampledQuantile(side, 0.9995));
    }
    if (low > high)
        return result;
    if (high - low <= 1e-12 * std::max(std::abs(low), std::abs(high))) {
        // All weights equal, as a new batch norm's are: a bin in the middle holds them.
        const double half = std::max(0.5, std::abs(low) * 0.5);
        low -= half;
        high += half;
    }
    const double air = (high - low) * 0.03;
    result.low = low - air;
    result.width = (high - low + 2 * air) / bins;
    std::size_t outside = 0;
    result.before = shares(before, result, bins, outside);
    result.after = shares(after, result, bins, outside);
    result.outside =
        static_cast<double>(outside) / static_cast<double>(before.size() + after.size());
    return result;
}

} // namespace tlvfc::ui
