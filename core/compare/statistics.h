// What can be said of a handful of seeds.
#pragma once

#include <span>
#include <vector>

namespace tlvfc {

/// Of a sample; what n does not allow is NaN.
struct Summary
{
    int n = 0;
    double mean = 0.0;
    double deviation = 0.0; ///< of the sample, n - 1 in the denominator
    double low = 0.0;       ///< Student's interval of 95 % for the mean
    double high = 0.0;
};

Summary summarize(std::span<const double> values);

/// The probability that random signs before the differences give a sum as far from zero as theirs:
/// exact over all 2ⁿ up to 20 differences, over 100,000 fixed draws beyond. Two-sided; 1 for none.
double sign_flip_p(std::span<const double> differences);

/// The smallest that sign_flip_p() can come to at this n: 2 / 2ⁿ.
double smallest_sign_flip_p(int n);

/// Holm's step-down correction (Holm 1979), in the order of `p`.
std::vector<double> holm(std::span<const double> p);

} // namespace tlvfc
