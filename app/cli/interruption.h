// Ctrl-C and SIGTERM as a request to stop.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace tlvfc::cli {

/// The first signal asks the work to stop and keep its state, the second ends the process at once.
/// Make one before any other thread starts: they inherit the blocked signals, so that none but the
/// thread in here, where locks may be taken, ever sees them.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    std::stop_token token() const { return source_.get_token(); }

private:
    void wait();

    std::stop_source source_;
    std::atomic<bool> over_ = false;
    std::thread thread_;
};

} // namespace tlvfc::cli
