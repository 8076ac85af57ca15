// The Mersenne Twister under torch's CPU generator.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace tlvfc {

/// mt19937 (Matsumoto and Nishimura 1998) with the fields that torch's generator state has. The
/// words come in blocks of 624: skipping costs a fraction of what drawing does.
class Mersenne
{
public:
    static constexpr std::size_t block = 624;

    /// torch seeds with the lower 32 bits and remembers all 64.
    explicit Mersenne(std::uint64_t seed);

    std::uint32_t next()
    {
        if (--left == 0)
            twist();
        return tempered(words[position++]);
    }

    void fill(std::span<std::uint32_t> out);

    /// What `count` calls of next() do to the state.
    void skip(std::int64_t count);

    /// What next() makes of a word of the block.
    [[gnu::always_inline]] static std::uint32_t tempered(std::uint32_t y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    friend bool operator==(const Mersenne &, const Mersenne &) = default;

    std::uint64_t seed;
    std::int32_t left = 1;      ///< words left in the block, plus one
    std::uint32_t position = 0; ///< of the next word
    std::array<std::uint32_t, block> words;

private:
    void twist();
    /// Makes the next word available and says how many there are in this block.
    std::size_t available();
};

} // namespace tlvfc
