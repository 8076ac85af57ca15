// From a network's name or file to a network: the one way in for the window, the command line and
// runs.
#pragma once

#include "core/base/progress.h"
#include "core/nets/network.h"
#include "core/runs/spec.h"

#include <cstdint>
#include <memory>

namespace tlvfc {

/// Only the tree; where the spec has a weights file, its names and shapes are read and none of its
/// numbers. Draws nothing.
/// @throws Error for an unknown name, an unreadable file or weights that do not fit.
Architecture open_architecture(const NetworkSpec &spec);

/// With weights: the file's, or new ones from the seed's "initialization" stream (`conv` decides
/// how convolutions are drawn). A new classifier draws from that stream as in a new network.
/// Stop token and progress are for a file: new weights are drawn in a second or two.
/// @throws Error as above; Error (Interrupted) when stopped.
Network open_network(const NetworkSpec &spec, std::uint64_t seed, ConvMethod conv = ConvMethod::He,
                     std::stop_token stop = {}, const ProgressHandler &progress = {});

/// The source as the strategy's control has it (core/transfer/controls.h).
/// @throws Error as above.
std::shared_ptr<const Network> open_source(const NetworkSpec &spec, Control control,
                                           std::uint64_t seed);

} // namespace tlvfc
