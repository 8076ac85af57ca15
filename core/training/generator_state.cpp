#include "core/training/generator_state.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <cstring>

namespace tlvfc {

std::string generator_state(const at::Generator &generator)
{
    const auto state = generator.get_state();
    return {static_cast<const char *>(state.data_ptr()), static_cast<std::size_t>(state.numel())};
}

void set_generator_state(at::Generator &generator, const std::string &bytes)
{
    auto state = at::empty({static_cast<std::int64_t>(bytes.size())}, at::kByte);
    std::memcpy(state.data_ptr(), bytes.data(), bytes.size());
    generator.set_state(state);
}

} // namespace tlvfc
