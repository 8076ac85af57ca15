#include "core/base/random_through_torch.h"

#include "core/base/error.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/normal.h>
#include <ATen/ops/uniform.h>

#include <algorithm>
#include <cstring>

namespace tlvfc {

struct TorchState
{
    static at::Generator of(const Generator &generator)
    {
        auto torch = at::detail::createCPUGenerator(generator.engine_.seed);
        auto *implementation = torch.get<at::CPUGeneratorImpl>();
        at::mt19937_data_pod data;
        data.seed_ = generator.engine_.seed;
        data.left_ = generator.engine_.left;
        data.seeded_ = true;
        data.next_ = generator.engine_.position;
        data.state_ = generator.engine_.words;
        at::mt19937 engine;
        engine.set_data(data);
        implementation->set_engine(engine);
        implementation->set_next_double_normal_sample(generator.next_normal_);
        implementation->set_next_float_normal_sample(generator.next_float_normal_);
        return torch;
    }

    static void assign(Generator &generator, const at::Generator &torch)
    {
        auto *implementation = torch.get<at::CPUGeneratorImpl>();
        const auto data = implementation->engine().data();
        generator.engine_.seed = data.seed_;
        generator.engine_.left = data.left_;
        generator.engine_.position = data.next_;
        generator.engine_.words = data.state_;
        generator.next_normal_ = implementation->next_double_normal_sample();
        generator.next_float_normal_ = implementation->next_float_normal_sample();
    }
};

void normal_through_torch(Generator &generator, std::span<float> values, double mean,
                          double deviation)
{
    const auto torch = TorchState::of(generator);
    at::from_blob(values.data(), {std::ssize(values)}, at::kFloat).normal_(mean, deviation, torch);
    TorchState::assign(generator, torch);
}

void uniform_through_torch(Generator &generator, std::span<float> values, double low, double high)
{
    const auto torch = TorchState::of(generator);
    at::from_blob(values.data(), {std::ssize(values)}, at::kFloat).uniform_(low, high, torch);
    TorchState::assign(generator, torch);
}

std::string Generator::state() const
{
    const auto tensor = TorchState::of(*this).get_state();
    return {static_cast<const char *>(tensor.data_ptr()), static_cast<std::size_t>(tensor.numel())};
}

void Generator::set_state(const std::string &state)
{
    auto torch = TorchState::of(*this);
    const auto expected = torch.get_state();
    if (static_cast<std::size_t>(expected.numel()) != state.size())
        throw unreadable_input("a generator state of " + std::to_string(state.size()) +
                               " bytes is not one of torch's CPU generator");
    auto tensor = at::empty({static_cast<std::int64_t>(state.size())}, at::kByte);
    std::memcpy(tensor.data_ptr(), state.data(), state.size());
    try {
        torch.set_state(tensor);
    } catch (const c10::Error &) {
        throw unreadable_input("these bytes are no state of torch's CPU generator");
    }
    TorchState::assign(*this, torch);
}

} // namespace tlvfc
