// Where a training stands: all that it takes to go on to the same end, bit for bit.
#pragma once

#include "core/base/weights.h"
#include "core/training/epoch_point.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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
    double gradient_norm = 0.0; ///< summed over this epoch's steps
    /// Of the steps since the last progress report, so that every point is told.
    std::vector<double> untold_losses;
    std::vector<double> untold_gradient_norms;
    std::int64_t images = 0;        ///< trained on since the beginning
    std::int64_t source_images = 0; ///< of these, passed through the source
    double rate_share = 1.0; ///< of the schedule's rate; falls where a bad loss sends it back
    std::int64_t parts = 1;  ///< of a batch; grows where memory does not suffice
    int epochs_done = 0;
    EpochPoint best;        ///< its epoch is 0 before the first
    double elapsed_s = 0.0; ///< of training, over all starts

    Weights target;    ///< parameters and batch norm statistics
    Weights optimizer; ///< Optimizer::state()
    Weights average;   ///< of the weights, where there is one
    std::string mask_stream;
    std::string fill_stream;
    std::string dropout_stream; ///< generators' states, as bytes
    /// The epoch's beginning that a bad loss leads back to, where that is asked for: the state with
    /// the lowest training loss (`good_loss`) so far, the first step's standing for the start's.
    std::shared_ptr<const TrainingState> good;
    double good_loss = 0.0;
};

} // namespace tlvfc
