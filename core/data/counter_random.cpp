#include "core/data/counter_random.h"

namespace tlvfc {

PhiloxBlock philox(PhiloxBlock x, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const auto product0 = std::uint64_t{0xD2511F53} * x[0];
        const auto product1 = std::uint64_t{0xCD9E8D57} * x[2];
        x = {static_cast<std::uint32_t>(product1 >> 32) ^ x[1] ^ key[0],
             static_cast<std::uint32_t>(product1),
             static_cast<std::uint32_t>(product0 >> 32) ^ x[3] ^ key[1],
             static_cast<std::uint32_t>(product0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return x;
}

PhiloxBlock random_at(std::uint64_t seed, std::uint64_t a, std::uint64_t b)
{
    const auto low = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
    const auto high = [](std::uint64_t v) { return static_cast<std::uint32_t>(v >> 32); };
    return philox({low(a), high(a), low(b), high(b)}, {low(seed), high(seed)});
}

} // namespace tlvfc
