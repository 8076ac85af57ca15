// Where a training stands: all that it takes to go on to the same end, bit for bit.
#pragma once

#include "core/base/weights.h"
#include "core/training/epoch_point.h"

#include <cstdint>
#include <string>

namespace tlvfc {

/// Between two steps. What follows from the job alone (order, augmentation, learning rate) is not
/// kept: it is drawn by epoch and step.
struct TrainingState
{
    int epoch = 1;            ///< under way, from 1
    std::int64_t batches = 0; ///< of this epoch, done
    std::int64_t step = 0;    ///< of all epochs, done
    double loss = 0.0;        ///< summed over this epoch's images, as are the next two
    std::int64_t correct = 0;
    std::int64_t seen = 0;
    int epochs_done = 0;
    EpochPoint best;        ///< once epochs_done is not 0
    double elapsed_s = 0.0; ///< of training, over all starts

    Weights target;    ///< parameters and batch norm statistics
    Weights optimizer; ///< AdamW::state()
    std::string mask_stream;
    std::string fill_stream;
    std::string dropout_stream; ///< generators' states, as bytes
};

} // namespace tlvfc
