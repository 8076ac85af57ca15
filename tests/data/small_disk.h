// A disk that takes no more, without one.
#pragma once

#include <csignal>
#include <sys/resource.h>

namespace tlvfc::test {

/// Files of this process may not grow beyond the limit: what a write to a full disk meets.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &before_);
        signal_ = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit now{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

private:
    rlimit before_{};
    void (*signal_)(int) = nullptr;
};

} // namespace tlvfc::test
