// Which source layer serves which target layer (METHOD.md section 2).
#pragma once

#include <cstddef>
#include <vector>

namespace tlvfc {

/// For target d of `targets`, the source's index: round_half_even(S/D·d), clamped to [0, S-1].
/// Empty where there are no sources.
std::vector<std::size_t> match_by_index(std::size_t sources, std::size_t targets);

} // namespace tlvfc
