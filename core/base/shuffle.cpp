#include "core/base/shuffle.h"

#include "core/base/error.h"

#include <limits>
#include <numeric>
#include <utility>

namespace tlvfc {

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t reciprocal(std::uint32_t divisor)
{
    return std::numeric_limits<std::uint64_t>::max() / divisor + 1;
}

/// value % divisor, exact for all 32-bit numbers (Lemire, Kaser and Kurz, "Faster Remainder by
/// Direct Computation", 2019). A divisor of 1 has the reciprocal 0 and so the right remainder.
std::uint32_t remainder(std::uint32_t value, std::uint32_t divisor, std::uint64_t reciprocal)
{
    return static_cast<std::uint32_t>((static_cast<Wide>(reciprocal * value) * divisor) >> 64);
}

} // namespace

Shuffle::Shuffle(std::int64_t n)
{
    if (n >= std::int64_t(1) << 28)
        throw failure("a shuffle of " + std::to_string(n) + " channels");
    order_.resize(static_cast<std::size_t>(n));
    words_.resize(n > 1 ? order_.size() - 1 : 0);
    for (auto left = static_cast<std::uint32_t>(n); left > 1; --left)
        reciprocals_.push_back(reciprocal(left));
}

std::span<const std::uint32_t> Shuffle::draw(Generator &generator)
{
    std::iota(order_.begin(), order_.end(), 0u);
    generator.words(words_);
    const auto n = static_cast<std::uint32_t>(order_.size());
    for (std::uint32_t i = 0; i < words_.size(); ++i)
        std::swap(order_[i], order_[i + remainder(words_[i], n - i, reciprocals_[i])]);
    return order_;
}

void randint(Generator &generator, std::uint32_t range, std::span<std::uint32_t> out)
{
    generator.words(out);
    const auto inverse = reciprocal(range);
    for (auto &word : out)
        word = remainder(word, range, inverse);
}

} // namespace tlvfc
