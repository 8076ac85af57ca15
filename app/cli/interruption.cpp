#include "app/cli/interruption.h"

#include <csignal>
#include <cstdlib>

namespace tlvfc::cli {

namespace {

constexpr int interrupted_exit_code = 130;

sigset_t signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

Interruption::Interruption()
{
    const auto set = signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    thread_ = std::thread([this] { wait(); });
}

Interruption::~Interruption()
{
    over_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM); // wakes it
    thread_.join();
}

void Interruption::wait()
{
    const auto set = signals();
    for (int signal = 0; sigwait(&set, &signal) == 0 && !over_;) {
        if (source_.stop_requested())
            std::_Exit(interrupted_exit_code);
        source_.request_stop();
    }
}

} // namespace tlvfc::cli
