// Which program computed something, and with what: bits repeat only with the same.
#pragma once

namespace tlvfc {

/// "0.1.0"
const char *program_version();

/// "2.11.0", of the headers that core is built with.
const char *torch_version();

} // namespace tlvfc
