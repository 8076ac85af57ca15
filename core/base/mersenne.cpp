#include "core/base/mersenne.h"

#include <algorithm>

namespace tlvfc {

namespace {

constexpr auto block = Mersenne::block;
constexpr std::size_t middle = 397;

[[gnu::always_inline]] inline std::uint32_t twisted(std::uint32_t upper, std::uint32_t lower)
{
    const auto mixed = (upper & 0x80000000u) | (lower & 0x7fffffffu);
    return (mixed >> 1) ^ (-(lower & 1u) & 0x9908b0dfu);
}

/// The next block of words over the last one.
[[gnu::always_inline]] inline void twist_in_place(std::uint32_t *p)
{
    // Two loops without a branch in them, which compilers vectorize.
    for (std::size_t i = 0; i < block - middle; ++i)
        p[i] = p[i + middle] ^ twisted(p[i], p[i + 1]);
    for (std::size_t i = block - middle; i < block - 1; ++i)
        p[i] = p[i + middle - block] ^ twisted(p[i], p[i + 1]);
    p[block - 1] = p[middle - 1] ^ twisted(p[block - 1], p[0]);
}

[[gnu::always_inline]] inline void temper(const std::uint32_t *from, std::uint32_t *to,
                                          std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        to[i] = Mersenne::tempered(from[i]);
}

#if defined(__x86_64__)

// Twice the width for all but the oldest processors; whole numbers have one result.
[[gnu::target("avx2")]] void twist_avx2(std::uint32_t *p) { twist_in_place(p); }

[[gnu::target("avx2")]] void temper_avx2(const std::uint32_t *from, std::uint32_t *to,
                                         std::size_t count)
{
    temper(from, to, count);
}

const bool has_avx2 = __builtin_cpu_supports("avx2");

void twist_words(std::uint32_t *p) { has_avx2 ? twist_avx2(p) : twist_in_place(p); }

void temper_words(const std::uint32_t *from, std::uint32_t *to, std::size_t count)
{
    has_avx2 ? temper_avx2(from, to, count) : temper(from, to, count);
}

#else

void twist_words(std::uint32_t *p) { twist_in_place(p); }

void temper_words(const std::uint32_t *from, std::uint32_t *to, std::size_t count)
{
    temper(from, to, count);
}

#endif

} // namespace

Mersenne::Mersenne(std::uint64_t seed_value)
    : seed(seed_value)
{
    words[0] = static_cast<std::uint32_t>(seed_value);
    for (std::uint32_t i = 1; i < block; ++i)
        words[i] = 1812433253u * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
}

void Mersenne::twist()
{
    twist_words(words.data());
    left = block;
    position = 0;
}

std::size_t Mersenne::available()
{
    if (left == 1) {
        twist();
        left = block + 1; // next() counts down before it takes: as if it had not yet
    }
    return static_cast<std::size_t>(left - 1);
}

void Mersenne::fill(std::span<std::uint32_t> out)
{
    while (!out.empty()) {
        const auto count = std::min(available(), out.size());
        temper_words(words.data() + position, out.data(), count);
        left -= static_cast<std::int32_t>(count);
        position += static_cast<std::uint32_t>(count);
        out = out.subspan(count);
    }
}

void Mersenne::skip(std::int64_t count)
{
    while (count > 0) {
        const auto step = std::min(static_cast<std::int64_t>(available()), count);
        left -= static_cast<std::int32_t>(step);
        position += static_cast<std::uint32_t>(step);
        count -= step;
    }
}

} // namespace tlvfc
