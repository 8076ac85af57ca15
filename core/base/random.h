// Random draws with torch's CPU semantics (METHOD.md, introduction).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tlvfc {

/// torch's CPU generator (mt19937) as a value: copies continue independently from the same state.
/// Every method consumes exactly what torch's function of the same name consumes, so that a
/// sequence of calls gives the bits that the same calls give in a Python script.
class Generator
{
public:
    /// manual_seed(seed).
    explicit Generator(std::uint64_t seed);
    Generator(const Generator &other);
    Generator &operator=(const Generator &other);
    Generator(Generator &&) noexcept;
    Generator &operator=(Generator &&) noexcept;
    ~Generator();

    /// torch.randn(n).
    std::vector<float> randn(std::int64_t n);

    /// tensor.normal_(mean, deviation) over the whole span.
    void normal(std::span<float> values, double mean, double deviation);

    /// tensor.uniform_(low, high) over the whole span.
    void uniform(std::span<float> values, double low, double high);

    /// torch.rand(n): uniform over [0, 1).
    std::vector<float> rand(std::int64_t n);

    /// torch.randint(low, high, (n,)): `high` itself is never drawn.
    std::vector<std::int64_t> randint(std::int64_t low, std::int64_t high, std::int64_t n);

    /// torch.randperm(n).
    std::vector<std::int64_t> randperm(std::int64_t n);

    /// The whole state as bytes, and back. @throws Error (UnreadableInput) on a foreign state.
    std::string state() const;
    void set_state(const std::string &state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// A seed for stream `name` of a run with seed `seed`: streams of one run do not overlap, and
/// adding a stream changes no other. (First 8 bytes of SHA-256 over "NAME/SEED".)
std::uint64_t stream_seed(std::uint64_t seed, const std::string &name);

} // namespace tlvfc
