// A network's accuracy on a split.
#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/data/packed.h"
#include "core/nets/network.h"

#include <cstdint>
#include <string>

namespace tlvfc {

struct Evaluation
{
    std::int64_t correct = 0;
    std::int64_t total = 0;
    double loss = 0.0; ///< mean cross entropy
    double images_per_second = 0.0;

    double accuracy() const
    {
        return total > 0 ? static_cast<double>(correct) / static_cast<double>(total) : 0.0;
    }
};

/// Runs the network over the split in evaluation mode, normalized as `data` says.
/// @param device  as resolve_device() gives it
/// @throws Error (InvalidRequest) if the labels go beyond the network's classes.
Evaluation evaluate_network(const Network &network, const PackedSplit &split, const DataSpec &data,
                            const std::string &device, int batch = 128, std::stop_token stop = {},
                            const ProgressHandler &progress = {});

} // namespace tlvfc
