// Weights counted into bins, for a histogram before and after.
#pragma once

#include <span>
#include <vector>

namespace tlvfc::ui {

/// Shares, so that both sides compare whatever their numbers; empty where a side has no weights.
struct WeightBins
{
    double low = 0.0; ///< left edge of the first bin
    double width = 1.0;
    std::vector<double> before; ///< share of the weights that fall into each bin, 0 to 1
    std::vector<double> after;
    double outside = 0.0; ///< share of all weights beyond the range shown

    bool isEmpty() const { return before.empty() && after.empty(); }
};

/// Shows the middle 99.9 % of both sides; a few far weights would leave all others in one bin.
/// A hundred million weights take about a second: not for the GUI thread.
WeightBins binWeights(std::span<const float> before, std::span<const float> after, int bins = 81);

/// The value below which this share of the weights lies, from a sample of at most 200,000.
double sampledQuantile(std::span<const float> weights, double share);

} // namespace tlvfc::ui
