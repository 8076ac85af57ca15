// Index types that cannot be mixed up.
#pragma once

#include <compare>
#include <cstdint>

namespace tlvfc {

/// An index into a list of one kind of thing; Tag tells the kinds apart. Invalid by default.
template <typename Tag>
struct StrongId
{
    std::int32_t value = -1;

    constexpr StrongId() = default;
    constexpr explicit StrongId(std::int64_t v)
        : value(static_cast<std::int32_t>(v))
    {
    }

    constexpr bool is_valid() const { return value >= 0; }
    constexpr std::size_t index() const { return static_cast<std::size_t>(value); }

    friend constexpr auto operator<=>(StrongId, StrongId) = default;
};

} // namespace tlvfc
