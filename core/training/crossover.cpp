#include "core/training/crossover.h"

#include <algorithm>

namespace tlvfc {

std::vector<bool> replaced_columns(CrossoverKind kind, double rate, std::int64_t source_width,
                                   std::int64_t target_width, Generator &generator)
{
    const auto width = std::min(source_width, target_width);
    std::vector<bool> replaced(static_cast<std::size_t>(width), false);
    switch (kind) {
    case CrossoverKind::Off:
        break;
    case CrossoverKind::Mask: {
        const auto draws = generator.rand(width);
        for (std::size_t i = 0; i < replaced.size(); ++i)
            replaced[i] = draws[i] < static_cast<float>(rate);
        break;
    }
    case CrossoverKind::Columns: {
        const auto count = static_cast<std::int64_t>(static_cast<double>(width) * rate);
        if (count == 0 || width < 2)
            break;
        for (const auto column : generator.randint(0, width - 1, count))
            replaced[static_cast<std::size_t>(column)] = true;
        break;
    }
    }
    return replaced;
}

} // namespace tlvfc
