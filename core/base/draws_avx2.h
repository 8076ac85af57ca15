// Words of the engine made into float32 values, as torch does it on x86-64 with AVX2 or better.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tlvfc {

/// Whether this processor has what the functions below need: AVX2 and FMA.
bool has_avx2_draws();

/// What normal_() makes of each sixteen words: Box-Muller over the first eight and the last eight.
/// @pre has_avx2_draws(), `count` is a multiple of 16
void normal_blocks(const std::uint32_t *words, float *values, std::size_t count, float mean,
                   float deviation);

/// What uniform_() makes of each word: 24 bits of it over [from, from + width).
/// @pre has_avx2_draws()
void uniform_values(const std::uint32_t *words, float *values, std::size_t count, float from,
                    float width);

} // namespace tlvfc
