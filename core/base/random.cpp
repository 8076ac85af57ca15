#include "core/base/random.h"

#include "core/base/error.h"
#include "core/base/hash.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/normal.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/uniform.h>

#include <cstring>

namespace tlvfc {

struct Generator::Private
{
    at::Generator generator;
};

namespace {

at::Tensor wrap(std::span<float> values)
{
    return at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kFloat);
}

at::Tensor wrap(std::vector<std::int64_t> &values)
{
    return at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kLong);
}

} // namespace

Generator::Generator(std::uint64_t seed)
    : d(std::make_unique<Private>(at::detail::createCPUGenerator(seed)))
{
}

Generator::Generator(const Generator &other)
    : d(std::make_unique<Private>(other.d->generator.clone()))
{
}

Generator &Generator::operator=(const Generator &other)
{
    if (this != &other)
        d = std::make_unique<Private>(other.d->generator.clone());
    return *this;
}

Generator::Generator(Generator &&) noexcept = default;
Generator &Generator::operator=(Generator &&) noexcept = default;
Generator::~Generator() = default;

std::vector<float> Generator::randn(std::int64_t n)
{
    std::vector<float> values(static_cast<std::size_t>(n));
    normal(values, 0.0, 1.0);
    return values;
}

void Generator::normal(std::span<float> values, double mean, double deviation)
{
    wrap(values).normal_(mean, deviation, d->generator);
}

void Generator::uniform(std::span<float> values, double low, double high)
{
    wrap(values).uniform_(low, high, d->generator);
}

std::vector<float> Generator::rand(std::int64_t n)
{
    std::vector<float> values(static_cast<std::size_t>(n));
    uniform(values, 0.0, 1.0);
    return values;
}

std::vector<std::int64_t> Generator::randint(std::int64_t low, std::int64_t high, std::int64_t n)
{
    if (low >= high)
        throw failure("a draw from the empty range [" + std::to_string(low) + ", " +
                      std::to_string(high) + ")");
    std::vector<std::int64_t> values(static_cast<std::size_t>(n));
    auto out = wrap(values);
    at::randint_out(out, low, high, {n}, d->generator);
    return values;
}

std::vector<std::int64_t> Generator::randperm(std::int64_t n)
{
    std::vector<std::int64_t> values(static_cast<std::size_t>(n));
    auto out = wrap(values);
    at::randperm_out(out, n, d->generator);
    return values;
}

std::string Generator::state() const
{
    const auto tensor = d->generator.get_state();
    return {static_cast<const char *>(tensor.data_ptr()), static_cast<std::size_t>(tensor.numel())};
}

void Generator::set_state(const std::string &state)
{
    const auto expected = d->generator.get_state();
    if (static_cast<std::size_t>(expected.numel()) != state.size())
        throw unreadable_input("a generator state of " + std::to_string(state.size()) +
                               " bytes is not one of torch's CPU generator");
    auto tensor = at::empty({static_cast<std::int64_t>(state.size())}, at::kByte);
    std::memcpy(tensor.data_ptr(), state.data(), state.size());
    d->generator.set_state(tensor);
}

std::uint64_t stream_seed(std::uint64_t seed, const std::string &name)
{
    const auto text = name + "/" + std::to_string(seed);
    const auto hex = sha256_hex(std::as_bytes(std::span(text)));
    return std::stoull(hex.substr(0, 16), nullptr, 16);
}

} // namespace tlvfc
