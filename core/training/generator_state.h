// torch's generators as bytes. Only core may include this header.
#pragma once

#include <ATen/core/Generator.h>

#include <string>

namespace tlvfc {

std::string generator_state(const at::Generator &generator);
void set_generator_state(at::Generator &generator, const std::string &bytes);

} // namespace tlvfc
