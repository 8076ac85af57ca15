// What this machine calls itself.
#pragma once

#include <string>

namespace tlvfc {

/// As gethostname() has it.
std::string host_name();

} // namespace tlvfc
