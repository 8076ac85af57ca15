// Images whose values tell where they come from.
#pragma once

#include "core/data/packed.h"

#include <numeric>

namespace tlvfc::test {

/// Images of 8×8 whose every value tells its place; the label is the number.
inline PackedSplit numbered(int count)
{
    PackedSplit split;
    split.size = 8;
    split.pixels.resize(static_cast<std::size_t>(count) * split.image_bytes());
    for (std::size_t i = 0; i < split.pixels.size(); ++i)
        split.pixels[i] = static_cast<std::uint8_t>(i * 37 % 251 + 1);
    split.labels.resize(static_cast<std::size_t>(count));
    std::iota(split.labels.begin(), split.labels.end(), 0);
    return split;
}

inline DataSpec small_spec()
{
    DataSpec spec;
    spec.source = "made-up";
    spec.image_size = 6;
    return spec;
}

} // namespace tlvfc::test
