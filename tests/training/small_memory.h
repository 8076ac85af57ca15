// A machine whose memory does not suffice, without one.
#pragma once

#include "core/training/trainer.h"
#include "tests/training/tiny_training.h"

#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace tlvfc::test {

/// The sanitizers' shadows have no room in a small address space, and end the process.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_can_be_limited = false;
#else
constexpr bool memory_can_be_limited = true;
#endif

/// This process may take so much more address space than it has.
class SmallMemory
{
public:
    explicit SmallMemory(rlim_t bytes)
    {
        getrlimit(RLIMIT_AS, &before_);
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const auto now = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
        const rlimit limit{now + bytes, before_.rlim_max};
        setrlimit(RLIMIT_AS, &limit);
    }
    ~SmallMemory() { setrlimit(RLIMIT_AS, &before_); }
    SmallMemory(const SmallMemory &) = delete;
    SmallMemory &operator=(const SmallMemory &) = delete;

private:
    rlimit before_{};
};

/// Activations of resnet20 for 64 images of 96x96, kept for the backward pass: 64 KB a channel and
/// image at the full size, about 60 such channels' worth with batch norms and ReLUs.
constexpr rlim_t large_step_bytes = rlim_t{1} << 30;

/// A training whose step takes that much; its images are the caller's.
inline TrainingJob large_step()
{
    TrainingJob job;
    job.target = new_network();
    job.options = tiny_options(2);
    job.options.batch = 64;
    job.data = tiny_data();
    job.data.image_size = 96;
    job.data.made_up_per_class = 30;
    return job;
}

} // namespace tlvfc::test
