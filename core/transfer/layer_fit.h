// Whether a pair of layers can be transferred at all, and in words why not.
#pragma once

#include "core/nets/architecture.h"
#include "core/transfer/strategy.h"

#include <string>

namespace tlvfc {

/// Why layers of this kind take nothing from a source under this strategy.
std::string why_left_alone(const Strategy &strategy, LayerKind kind);

/// Why the kernels of one layer mean nothing to the other, whatever the options; empty where they
/// do. Channels of a grouped convolution belong to their group: they cannot be chosen or moved one
/// by one.
std::string variance_misfit(const LayerRecord &source, const LayerRecord &target);
std::string clip_misfit(const LayerRecord &source, const LayerRecord &target);

struct LockedPair
{
    LayerId source;
    LayerId target;
};

/// @throws Error (InvalidRequest) for a layer that is not there or layers of different kind.
LockedPair resolve_lock(const LayerLock &lock, const Architecture &source,
                        const Architecture &target);

} // namespace tlvfc
