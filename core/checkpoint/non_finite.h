// Numbers that are none: NaN and the infinities.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace tlvfc::checkpoint {

struct NonFinite
{
    std::int64_t nan = 0;
    std::int64_t infinite = 0;

    bool any() const { return nan > 0 || infinite > 0; }
    NonFinite &operator+=(const NonFinite &other)
    {
        nan += other.nan;
        infinite += other.infinite;
        return *this;
    }
};

/// Near the memory's speed where all are finite.
NonFinite count_non_finite(std::span<const float> values);

/// "1 NaN, 2 infinite"
std::string to_string(const NonFinite &counts);

} // namespace tlvfc::checkpoint
