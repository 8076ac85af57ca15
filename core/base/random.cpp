#include "core/base/random.h"

#include "core/base/draws_avx2.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/random_through_torch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace tlvfc {

namespace {

constexpr std::int64_t block = 16;

/// From here on torch makes a whole number of two words, to keep it close to uniform.
constexpr std::uint64_t two_word_range = std::uint64_t(1) << 28;

/// From here on torch's randperm draws two words for each number.
constexpr std::int64_t two_word_permutation = 0xffffffffll / 20;

std::uint64_t range_of(std::int64_t low, std::int64_t high)
{
    if (low >= high)
        throw failure("a draw from the empty range [" + std::to_string(low) + ", " +
                      std::to_string(high) + ")");
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
}

} // namespace

Generator::Generator(std::uint64_t seed)
    : engine_(seed)
{
}

std::uint64_t Generator::word64()
{
    const std::uint64_t high = engine_.next();
    return high << 32 | engine_.next();
}

template <typename Make>
void Generator::in_parts(std::span<float> values, const Make &make)
{
    std::array<std::uint32_t, 64 * block> words;
    while (!values.empty()) {
        const auto count = std::min(words.size(), values.size());
        engine_.fill(std::span(words).first(count));
        make(words.data(), values.data(), count);
        values = values.subspan(count);
    }
}

std::vector<float> Generator::randn(std::int64_t n)
{
    std::vector<float> values(static_cast<std::size_t>(n));
    normal(values, 0.0, 1.0);
    return values;
}

void Generator::normal(std::span<float> values, double mean, double deviation)
{
    if (!(deviation >= 0.0))
        throw failure("a normal distribution of deviation " + std::to_string(deviation));
    if (std::ssize(values) < block) {
        for (float &value : values)
            value = static_cast<float>(normal_one(mean, deviation));
        return;
    }
    if (!has_avx2_draws()) {
        normal_through_torch(*this, values, mean, deviation);
        return;
    }
    const auto fill = [&](std::span<float> part) {
        in_parts(part, [&](const std::uint32_t *words, float *out, std::size_t count) {
            normal_blocks(words, out, count, static_cast<float>(mean),
                          static_cast<float>(deviation));
        });
    };
    const auto rest = values.size() % block;
    fill(values.first(values.size() - rest));
    if (rest != 0) {
        engine_.skip(static_cast<std::int64_t>(rest));
        fill(values.last(block));
    }
}

void Generator::skip_normal(std::int64_t n)
{
    if (n >= block) {
        engine_.skip(n + (n % block != 0 ? block : 0));
        return;
    }
    if (n > 0 && next_normal_) {
        next_normal_.reset();
        --n;
    }
    engine_.skip(n / 2 * 4);
    if (n % 2 != 0)
        normal_one(0.0, 1.0); // for the value that it leaves to the next call
}

double Generator::normal_one(double mean, double deviation)
{
    // torch's binary joins product and sum: fma() and no other way has its bits.
    if (next_normal_)
        return std::fma(*std::exchange(next_normal_, std::nullopt), deviation, mean);
    const auto uniform = [this] {
        return static_cast<double>(word64() & ((std::uint64_t(1) << 53) - 1)) * 0x1p-53;
    };
    const double u1 = uniform();
    const double u2 = uniform();
    const double radius = std::sqrt(-2.0 * std::log1p(-u2));
    const double theta = 2.0 * std::numbers::pi * u1;
    next_normal_ = radius * std::sin(theta);
    return std::fma(radius * std::cos(theta), deviation, mean);
}

void Generator::uniform(std::span<float> values, double low, double high)
{
    const auto from = static_cast<float>(low);
    const auto width = static_cast<float>(high) - from;
    if (!(width >= 0.0f && std::isfinite(width)))
        throw failure("a uniform distribution over [" + std::to_string(low) + ", " +
                      std::to_string(high) + ")");
    if (!has_avx2_draws()) {
        uniform_through_torch(*this, values, low, high);
        return;
    }
    in_parts(values, [&](const std::uint32_t *words, float *out, std::size_t count) {
        uniform_values(words, out, count, from, width);
    });
}

std::vector<float> Generator::rand(std::int64_t n)
{
    std::vector<float> values(static_cast<std::size_t>(n));
    uniform(values, 0.0, 1.0);
    return values;
}

std::vector<std::int64_t> Generator::randint(std::int64_t low, std::int64_t high, std::int64_t n)
{
    const auto range = range_of(low, high);
    std::vector<std::int64_t> values(static_cast<std::size_t>(n));
    for (auto &value : values) {
        const auto drawn = range >= two_word_range ? word64() : engine_.next();
        value = static_cast<std::int64_t>(drawn % range + static_cast<std::uint64_t>(low));
    }
    return values;
}

void Generator::skip_randint(std::int64_t low, std::int64_t high, std::int64_t n)
{
    engine_.skip(range_of(low, high) >= two_word_range ? 2 * n : n);
}

std::vector<std::int64_t> Generator::randperm(std::int64_t n)
{
    std::vector<std::int64_t> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 0);
    for (std::int64_t i = 0; i < n - 1; ++i) {
        const auto drawn = n >= two_word_permutation ? word64() : engine_.next();
        const auto step = drawn % static_cast<std::uint64_t>(n - i);
        std::swap(values[static_cast<std::size_t>(i)], values[static_cast<std::size_t>(i) + step]);
    }
    return values;
}

void Generator::skip_randperm(std::int64_t n)
{
    if (n > 1)
        engine_.skip(n >= two_word_permutation ? 2 * (n - 1) : n - 1);
}

std::uint64_t stream_seed(std::uint64_t seed, const std::string &name)
{
    const auto text = name + "/" + std::to_string(seed);
    const auto hex = sha256_hex(std::as_bytes(std::span(text)));
    return std::stoull(hex.substr(0, 16), nullptr, 16);
}

} // namespace tlvfc
