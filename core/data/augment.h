// One image of a batch: cropped, flipped, normalized.
#pragma once

#include "core/data/dataset.h"
#include "core/data/packed.h"

#include <array>
#include <cstdint>
#include <span>

namespace tlvfc {

/// Where training looks at an image.
struct Placement
{
    int left = 0; ///< of the crop, in the stored image; negative reaches into the padding
    int top = 0;
    bool flipped = false;
};

/// The recipe's random crop and flip for one image of one epoch (METHOD.md section 5).
Placement random_placement(const DataSpec &spec, int stored_size, std::uint64_t seed, int epoch,
                           std::size_t image);

/// The crop in the middle, which evaluation sees.
Placement centered_placement(const DataSpec &spec, int stored_size);

/// Per channel, what each of the 256 values becomes; the padding is 0 before normalizing.
using NormalizeTables = std::array<std::array<float, 256>, 3>;
NormalizeTables normalize_tables(const DataSpec &spec);

/// Writes 3×size×size values.
void place_image(std::span<const std::uint8_t> stored, int stored_size, const Placement &placement,
                 int size, const NormalizeTables &tables, std::span<float> out);

} // namespace tlvfc
