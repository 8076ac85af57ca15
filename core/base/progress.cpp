#include "core/base/progress.h"

#include "core/base/error.h"

#include <utility>

namespace tlvfc {

void throw_if_stopped(const std::stop_token &stop)
{
    if (stop.stop_requested())
        throw interrupted("stopped on request");
}

ProgressThrottle::ProgressThrottle(ProgressHandler handler)
    : handler_(std::move(handler))
{
}

void ProgressThrottle::report(const std::string &activity, double fraction)
{
    if (!handler_)
        return;
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    const bool first = last_fraction_ < 0.0;
    const bool last = fraction >= 1.0 && last_fraction_ < 1.0;
    const bool due = now - last_time_ >= 100ms && fraction - last_fraction_ >= 0.001;
    if (!first && !last && !due)
        return;
    last_time_ = now;
    last_fraction_ = fraction;
    handler_({activity, fraction});
}

} // namespace tlvfc
