// A network's accuracy on a split.
#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/data/packed.h"
#include "core/nets/network.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tlvfc {

/// What a network takes an image for.
struct Prediction
{
    std::int64_t label = 0;
    std::int64_t predicted = 0;
    float probability = 0.0F;       ///< softmax of what it is taken for
    float label_probability = 0.0F; ///< softmax of what it is

    bool is_correct() const { return label == predicted; }
    friend bool operator==(const Prediction &, const Prediction &) = default;
};

struct Evaluation
{
    std::int64_t correct = 0;
    std::int64_t total = 0;
    double loss = 0.0; ///< mean cross entropy
    double images_per_second = 0.0;
    int classes = 0;               ///< the network's
    std::int64_t top5_correct = 0; ///< the label's logit is among the five largest
    /// classes×classes, row by row: [label][what was taken for it].
    std::vector<std::int64_t> confusion;
    std::vector<Prediction> predictions; ///< of every image, in the split's order

    double accuracy() const { return share(correct, total); }
    /// NaN where there are no more than ten classes: too easy to say anything.
    double top5_accuracy() const;
    /// NaN for a class without images.
    std::vector<double> class_accuracy() const;

private:
    static double share(std::int64_t part, std::int64_t all)
    {
        return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0.0;
    }
};

/// Runs the network over the split in evaluation mode, normalized as `data` says.
/// @param device  as resolve_device() gives it
/// @throws Error (InvalidRequest) if the labels go beyond the network's classes.
Evaluation evaluate_network(const Network &network, const PackedSplit &split, const DataSpec &data,
                            const std::string &device, int batch = 128, std::stop_token stop = {},
                            const ProgressHandler &progress = {});

} // namespace tlvfc
