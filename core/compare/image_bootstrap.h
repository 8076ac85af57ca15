// How much of a difference hangs on which images happen to be the test's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tlvfc {

struct Interval
{
    double low = 0.0;
    double high = 0.0;
};

/// Which test images a run has right, in the split's order.
struct TestImages
{
    std::uint64_t labels_digest = 0; ///< runs of one digest were tested on the same images
    std::vector<bool> is_correct;    ///< empty where it is not known
};

/// Two runs of one seed.
struct TestPair
{
    const TestImages *method = nullptr;
    const TestImages *baseline = nullptr;
};

/// The percentile bootstrap's interval of 95 % for the mean difference in accuracy, images drawn
/// with replacement 10,000 times by a fixed stream (Efron & Tibshirani 1993, chapter 13); the seeds
/// stay, so that it says nothing of them. None where the pairs were not tested on the same images.
std::optional<Interval> image_interval(std::span<const TestPair> pairs);

} // namespace tlvfc
