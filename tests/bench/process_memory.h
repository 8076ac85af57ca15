// How much memory this process takes at the worst moment of a piece of work.
#pragma once

#include <fstream>
#include <malloc.h>
#include <string>

namespace tlvfc::bench {

/// A figure of /proc/self/status, such as "VmRSS:".
inline double status_bytes(const std::string &key)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    double kilobytes = 0.0;
    while (status >> word) {
        if (word == key && status >> kilobytes)
            break;
    }
    return kilobytes * 1024;
}

/// What this process takes now.
inline double resident_bytes() { return status_bytes("VmRSS:"); }

/// Measures from its construction on. Linux: VmHWM, which can be set back through clear_refs.
class PeakMemory
{
public:
    PeakMemory()
    {
        malloc_trim(0); // what earlier work has freed must not hide what this work takes
        std::ofstream("/proc/self/clear_refs") << "5";
        before_ = status_bytes("VmRSS:");
    }

    double taken_bytes() const { return status_bytes("VmHWM:") - before_; }

private:
    double before_ = 0.0;
};

} // namespace tlvfc::bench
