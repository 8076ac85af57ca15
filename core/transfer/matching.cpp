#include "core/transfer/matching.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

std::vector<std::size_t> match_by_index(std::size_t sources, std::size_t targets)
{
    std::vector<std::size_t> pairs;
    if (sources == 0)
        return pairs;
    const double step = static_cast<double>(sources) / static_cast<double>(targets);
    for (std::size_t d = 0; d < targets; ++d) {
        // nearbyint rounds halves to even, as Python's round does.
        const double index = std::nearbyint(step * static_cast<double>(d));
        pairs.push_back(std::min(static_cast<std::size_t>(index), sources - 1));
    }
    return pairs;
}

} // namespace tlvfc
