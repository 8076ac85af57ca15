// A batch of images to look at a network with, before a step of training.
#pragma once

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/nets/network.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tlvfc {

/// Images as a network sees them, with their classes.
struct SignalBatch
{
    Tensor images;                    ///< N×3×S×S float32
    std::vector<std::int64_t> labels; ///< N

    int count() const { return static_cast<int>(labels.size()); }
    int side() const { return static_cast<int>(images.shape()[2]); }
};

/// How many images of this side are measured: 64, and fewer of those above 64 pixels, whose maps
/// would take gigabytes.
int signal_batch_count(int image_size);

/// No images at all: standard normal numbers, and labels drawn evenly from the classes. Decided by
/// the seed's stream "signal".
SignalBatch normal_batch(int image_size, int classes, std::uint64_t seed);

/// Training images as evaluation sees them (no crop or flip), drawn by the same stream.
/// @throws Error as load_sample() does.
SignalBatch data_batch(const DataSpec &data, std::uint64_t seed, std::stop_token stop = {});

/// @throws Error (InvalidRequest) where the batch has more classes than the network.
void require_fit(const Network &network, const SignalBatch &batch);

/// Why torch could not pass the batch through: memory does not suffice, or the images are too small
/// for a network so deep, whose pooling leaves nothing of them.
Error why_not_through(const std::exception &fault, const Network &network,
                      const SignalBatch &batch);

} // namespace tlvfc
