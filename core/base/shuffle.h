// Many random permutations of one length.
#pragma once

#include "core/base/random.h"

namespace tlvfc {

/// torch.randperm(n) again and again, without a division: each n - i has its reciprocal ready.
class Shuffle
{
public:
    /// @throws Error (Failure) for lengths of 2²⁸ and more, where torch draws otherwise.
    explicit Shuffle(std::int64_t n);

    std::int64_t size() const { return static_cast<std::int64_t>(order_.size()); }

    /// The next permutation, as Generator::randperm() gives it. Valid until the next call.
    std::span<const std::uint32_t> draw(Generator &generator);

private:
    std::vector<std::uint64_t> reciprocals_; ///< ⌈2⁶⁴ / (n - i)⌉
    std::vector<std::uint32_t> words_;
    std::vector<std::uint32_t> order_;
};

/// torch.randint(0, range, (n,)) into memory that is there. @pre 0 < range < 2²⁸
void randint(Generator &generator, std::uint32_t range, std::span<std::uint32_t> out);

} // namespace tlvfc
