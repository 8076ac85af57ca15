// Who is matched with whom, before it is decided what becomes of a pair (METHOD.md section 2).
#pragma once

#include "core/transfer/alignment.h"

#include <string>
#include <vector>

namespace tlvfc {

/// Two lists and the matching between them. Blocks make one group; flat lists one for each kind of
/// layer, since convolutions, batch norms and fully connected layers are matched separately.
struct MatchGroup
{
    std::string title; ///< "Conv2d", or "blocks"
    LayerItems sources;
    LayerItems targets;
    std::vector<MatchEntry> entries;
};

/// Whether the strategy takes weights over pair by pair for layers of this kind.
bool acts_on(const Strategy &strategy, LayerKind kind);

/// Groups of all kinds that the strategy acts on, or of both networks' blocks.
/// @throws Error (Interrupted) when stopped.
std::vector<MatchGroup> match_layers(const Architecture &source, const Architecture &target,
                                     const Strategy &strategy, std::stop_token stop = {});

} // namespace tlvfc
