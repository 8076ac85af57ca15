// A network with its weights.
#pragma once

#include "core/base/weights.h"
#include "core/nets/architecture.h"
#include "core/nets/named_shapes.h"

#include <string>

namespace tlvfc {

struct Network
{
    Architecture architecture;
    Weights weights;    ///< every parameter of the architecture, and its buffers
    std::string origin; ///< for people: "resnet32-d509ac18.th", "new weights, seed 2"
};

/// Whether tensors of these shapes are the architecture's: buffers may be missing.
/// @throws Error (InvalidRequest) that names the first missing, surplus or misshapen tensor and
///         how many more there are; `where` names the file.
void check_fit(const Architecture &architecture, const NamedShapes &shapes,
               const std::string &where);

/// Joins weights that were read to an architecture: buffers that the file lacks stay as in a new
/// network, surplus tensors are refused.
/// @throws Error as check_fit().
Network attach_weights(Architecture architecture, const Weights &weights, const std::string &where);

/// A network from weights alone: the zoo's where one fits, else a tree of the tensors' names.
Network network_from_weights(const Weights &weights, const std::string &name);

/// A tree of the tensors' names, kinds guessed from shapes: it can be looked at, matched and
/// transferred from, not run.
Architecture tree_from_weights(const NamedShapes &shapes, const std::string &name);

} // namespace tlvfc
