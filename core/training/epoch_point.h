// What an epoch of training came to.
#pragma once

namespace tlvfc {

/// Accuracies are shares from 0 to 1; `epoch` counts from 1.
struct EpochPoint
{
    int epoch = 0;
    double train_loss = 0.0;
    double train_accuracy = 0.0;
    double val_loss = 0.0;
    double val_accuracy = 0.0;
    double learning_rate = 0.0;
    double images_per_second = 0.0; ///< of training, evaluation left out
    double elapsed_s = 0.0;
    bool is_best = false;
};

} // namespace tlvfc
