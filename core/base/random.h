// Random draws with torch's CPU semantics (METHOD.md, introduction).
#pragma once

#include "core/base/mersenne.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tlvfc {

/// torch's CPU generator (mt19937) as a value of 2.5 kB: copies continue independently from the
/// same state. Every method consumes exactly what torch's function of the same name consumes, and
/// gives its bits, so that a sequence of calls gives what the same calls give in a Python script.
/// Each draw has a skip that moves on just as far and costs a fraction: what is skipped here can be
/// drawn elsewhere, from a copy.
class Generator
{
public:
    /// manual_seed(seed).
    explicit Generator(std::uint64_t seed);

    /// torch.randn(n).
    std::vector<float> randn(std::int64_t n);

    /// tensor.normal_(mean, deviation) over the whole span. From 16 values on, each sixteen are
    /// made of as many words alone, so parts of a multiple of 16 can be filled apart; what
    /// remains beyond a multiple of 16 has the last sixteen values drawn anew.
    void normal(std::span<float> values, double mean, double deviation);
    void skip_normal(std::int64_t n);

    /// tensor.uniform_(low, high) over the whole span.
    void uniform(std::span<float> values, double low, double high);

    /// torch.rand(n): uniform over [0, 1).
    std::vector<float> rand(std::int64_t n);

    /// torch.randint(low, high, (n,)): `high` itself is never drawn.
    std::vector<std::int64_t> randint(std::int64_t low, std::int64_t high, std::int64_t n);
    void skip_randint(std::int64_t low, std::int64_t high, std::int64_t n);

    /// torch.randperm(n). Shuffle (shuffle.h) draws many of one length.
    std::vector<std::int64_t> randperm(std::int64_t n);
    void skip_randperm(std::int64_t n);

    /// The engine's next word, or the next `n` passed over.
    std::uint32_t word() { return engine_.next(); }
    void words(std::span<std::uint32_t> out) { engine_.fill(out); }
    void skip_words(std::int64_t n) { engine_.skip(n); }

    /// The whole state as bytes, as torch.get_rng_state() gives them, and back.
    /// @throws Error (UnreadableInput) on a foreign state.
    std::string state() const;
    void set_state(const std::string &state);

    friend bool operator==(const Generator &, const Generator &) = default;

private:
    friend struct TorchState;

    /// make(words, values, count) over the whole span, with as many words as values.
    template <typename Make>
    void in_parts(std::span<float> values, const Make &make);
    double normal_one(double mean, double deviation);
    std::uint64_t word64();

    Mersenne engine_;
    /// Box-Muller makes two; torch keeps the second one for the next call that draws fewer than 16.
    std::optional<double> next_normal_;
    std::optional<float> next_float_normal_;
};

/// A seed for stream `name` of a run with seed `seed`: streams of one run do not overlap, and
/// adding a stream changes no other. (First 8 bytes of SHA-256 over "NAME/SEED".)
std::uint64_t stream_seed(std::uint64_t seed, const std::string &name);

} // namespace tlvfc
