// A pause in work that can be stopped.
#pragma once

#include <chrono>
#include <stop_token>

namespace tlvfc {

/// Sleeps so long, but not through a stop. False when stopped, before or meanwhile.
bool sleep_unless_stopped(const std::stop_token &stop, std::chrono::milliseconds time);

} // namespace tlvfc
