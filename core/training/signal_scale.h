// How large a signal is on its way through a network, forth and back: what an initialization is
// for, measured before a step of training (He et al. 2015; Glorot & Bengio 2010).
#pragma once

#include "core/training/signal_batch.h"

#include <limits>

namespace tlvfc {

/// Of one layer with weights. Deviations are population standard deviations over the whole batch.
struct LayerSignal
{
    static constexpr double absent = std::numeric_limits<double>::quiet_NaN();

    LayerId layer;
    double output = absent; ///< deviation of its output
    /// The same after the ReLU that follows, in a block's last norm after the shortcut is added;
    /// absent where none follows.
    double activated = absent;
    double output_gradient = absent; ///< deviation of the loss's gradient by its output
    double weight_gradient = absent; ///< Euclidean norm of the loss's gradient by its weight
};

struct SignalScale
{
    std::vector<LayerSignal> layers; ///< in the order in which they ran
    double loss = 0.0;               ///< mean cross entropy over the batch

    /// nullptr where the layer has no weights.
    const LayerSignal *find(LayerId layer) const;
};

/// One forward and one backward pass on the CPU, in training mode, dropout drawn from the seed's
/// stream. Same arguments and number of threads, same numbers; the network stays as it is.
/// @throws Error (InvalidRequest) for an architecture known only from its weights, for labels
///         beyond its classes and images too small for it; (Interrupted) when stopped.
SignalScale measure_signal(const Network &network, const SignalBatch &batch, std::uint64_t seed,
                           std::stop_token stop = {});

} // namespace tlvfc
