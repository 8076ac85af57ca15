// What an epoch of training came to.
#pragma once

#include <limits>
#include <vector>

namespace tlvfc {

/// Accuracies are shares from 0 to 1; `epoch` counts from 1. What was not measured is NaN.
struct EpochPoint
{
    static constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

    int epoch = 0;
    double train_loss = 0.0;     ///< of the steps as they were taken, crossover and mixup included
    double train_accuracy = 0.0; ///< likewise; of a mixed image the larger part counts
    double val_loss = 0.0;
    double val_accuracy = 0.0;
    double learning_rate = 0.0;
    double images_per_second =
        0.0; ///< of training, evaluation left out, the source's pass included
    double elapsed_s = 0.0;
    bool is_best = false;

    /// The network's own accuracy on a fixed part of the training set (TrainingOptions).
    double clean_accuracy = not_measured;
    double val_top5 = not_measured;         ///< of over ten classes
    double gradient_norm = not_measured;    ///< mean over the steps, before clipping
    double memory_mb = not_measured;        ///< most so far, of the process or on the GPU
    std::vector<double> val_class_accuracy; ///< NaN for a class without images
};

} // namespace tlvfc
