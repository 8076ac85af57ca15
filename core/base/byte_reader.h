// A bounds-checked way through little-endian bytes.
#pragma once

#include "core/base/damage.h"

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace tlvfc {

static_assert(std::endian::native == std::endian::little,
              "tensors are taken from files as they stand there, little-endian");

/// Every read past the end throws cut_off("in PLACE").
class ByteReader
{
public:
    /// @param place what is being read, for the error: "the pickled part"
    ByteReader(std::span<const std::byte> bytes, const char *place)
        : bytes_(bytes)
        , place_(place)
    {
    }

    std::size_t position() const { return position_; }
    std::size_t remaining() const { return bytes_.size() - position_; }

    std::span<const std::byte> take(std::uint64_t count)
    {
        if (count > remaining())
            throw cut_off("in " + std::string(place_));
        const auto part = bytes_.subspan(position_, static_cast<std::size_t>(count));
        position_ += static_cast<std::size_t>(count);
        return part;
    }

    template <typename T>
    T read()
    {
        static_assert(std::is_arithmetic_v<T>);
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    std::string_view text(std::uint64_t count)
    {
        const auto part = take(count);
        return {reinterpret_cast<const char *>(part.data()), part.size()};
    }

    /// Up to the next line break, which is taken too.
    std::string_view line()
    {
        const std::string_view rest{reinterpret_cast<const char *>(bytes_.data()) + position_,
                                    remaining()};
        const auto end = rest.find('\n');
        if (end == std::string_view::npos)
            throw cut_off("in " + std::string(place_));
        position_ += end + 1;
        return rest.substr(0, end);
    }

private:
    std::span<const std::byte> bytes_;
    const char *place_;
    std::size_t position_ = 0;
};

} // namespace tlvfc
