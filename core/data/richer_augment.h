// Augmentation on request, beyond the recipe's crop and flip.
//
// Every draw is counted: it depends on seed, epoch and image alone, and not on which of these are
// on, so that the recipe's crop and flip stay the same beside them.
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <span>

namespace tlvfc {

/// Whether the spec asks for any.
bool wants_richer_augment(const DataSpec &spec);

/// Changes a stored image (side × side × 3) as the spec asks: first so many of RandAugment's
/// operations (Cubuk et al. 2020, without its sharpness; geometric ones take the nearest pixel, and
/// black where there is none), then the color jitter (brightness, contrast, saturation, in this
/// order).
void augment_richer(std::span<std::uint8_t> rgb, int side, const DataSpec &spec, std::uint64_t seed,
                    int epoch, std::size_t image);

} // namespace tlvfc
