#include "core/data/augment.h"

#include "core/data/counter_random.h"

#include <algorithm>
#include <cstddef>

namespace tlvfc {

Placement centered_placement(const DataSpec &spec, int stored_size)
{
    const int offset = (stored_size - spec.image_size) / 2;
    return {offset, offset, false};
}

Placement random_placement(const DataSpec &spec, int stored_size, std::uint64_t seed, int epoch,
                           std::size_t image)
{
    const auto random = random_at(seed, static_cast<std::uint64_t>(epoch), image);
    auto placement = centered_placement(spec, stored_size);
    if (spec.random_crop) {
        const auto places =
            static_cast<std::uint32_t>(stored_size + 2 * spec.crop_padding - spec.image_size + 1);
        placement.left = static_cast<int>(below(random[0], places)) - spec.crop_padding;
        placement.top = static_cast<int>(below(random[1], places)) - spec.crop_padding;
    }
    placement.flipped = spec.horizontal_flip && (random[2] & 1u) != 0;
    return placement;
}

NormalizeTables normalize_tables(const DataSpec &spec)
{
    NormalizeTables tables{};
    for (std::size_t c = 0; c < 3; ++c) {
        const auto mean = static_cast<float>(spec.mean[c]);
        const auto deviation = static_cast<float>(spec.deviation[c]);
        for (std::size_t v = 0; v < 256; ++v)
            tables[c][v] = (static_cast<float>(v) / 255.0f - mean) / deviation;
    }
    return tables;
}

void place_image(std::span<const std::uint8_t> stored, int stored_size, const Placement &placement,
                 int size, const NormalizeTables &tables, std::span<float> out)
{
    const auto plane = static_cast<std::ptrdiff_t>(size) * size;
    const std::array<float, 3> padding{tables[0][0], tables[1][0], tables[2][0]};
    // The columns of the crop that lie in the stored image; the rest is padding.
    const int first = std::clamp(-placement.left, 0, size);
    const int last = std::clamp(stored_size - placement.left, first, size);
    const std::ptrdiff_t step = placement.flipped ? -1 : 1;
    for (int y = 0; y < size; ++y) {
        const int row = placement.top + y;
        float *line = out.data() + static_cast<std::ptrdiff_t>(y) * size;
        const bool inside = row >= 0 && row < stored_size && first < last;
        if (!inside || first > 0 || last < size) {
            for (std::ptrdiff_t c = 0; c < 3; ++c)
                std::fill_n(line + c * plane, size, padding[static_cast<std::size_t>(c)]);
        }
        if (!inside)
            continue;
        const auto *from =
            stored.data() +
            (static_cast<std::ptrdiff_t>(row) * stored_size + placement.left + first) * 3;
        float *to = line + (placement.flipped ? size - 1 - first : first);
        for (int x = first; x < last; ++x, from += 3, to += step) {
            to[0] = tables[0][from[0]];
            to[plane] = tables[1][from[1]];
            to[2 * plane] = tables[2][from[2]];
        }
    }
}

} // namespace tlvfc
