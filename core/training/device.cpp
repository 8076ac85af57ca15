#include "core/training/device.h"

#include "core/base/error.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <string_view>
#include <thread>

namespace tlvfc {

namespace {

/// Some processors' matrix products else depend on where in memory, and so in its batch, a picture
/// lies; a picture's features must not. MKL looks at this once, before its first product; a
/// person's own choice stays.
[[maybe_unused]] const int repeatable_products = setenv("MKL_CBWR", "AUTO,STRICT", 0);

struct Devices
{
    std::vector<std::string> names{"cpu"};
    std::string why_no_gpu;
};

/// torch remembers its first answer about CUDA, so the library must be open before the question.
/// core links the CPU library alone: one build serves machines with and without a GPU.
Devices find_devices()
{
    Devices devices;
    if (!std::ifstream("/proc/driver/nvidia/version")) {
        devices.why_no_gpu = "no NVIDIA driver is loaded";
        return devices;
    }
    if (!dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) {
        const char *reason = dlerror();
        devices.why_no_gpu = std::string("LibTorch's CUDA library cannot be opened (") +
                             (reason ? reason : "no reason given") + ")";
        return devices;
    }
    if (!at::hasCUDA()) {
        devices.why_no_gpu = "the driver reports no GPU";
        return devices;
    }
    const auto count = at::detail::getCUDAHooks().deviceCount();
    for (int i = 0; i < count; ++i)
        devices.names.push_back("cuda:" + std::to_string(i));
    return devices;
}

const Devices &devices()
{
    static const Devices found = find_devices();
    return found;
}

std::string processor_name()
{
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("model name"))
            return line.substr(std::min(line.find(':') + 2, line.size()));
    }
    return "CPU";
}

} // namespace

void check_device_name(const std::string &name)
{
    constexpr std::string_view prefix = "cuda:";
    const bool numbered = name.starts_with(prefix) && name.size() > prefix.size() &&
                          name.size() < 10 &&
                          std::all_of(name.begin() + prefix.size(), name.end(),
                                      [](unsigned char c) { return std::isdigit(c); });
    if (name != "cpu" && name != "auto" && name != "cuda" && !numbered)
        throw invalid_request("unknown device '" + name + "'", "option device",
                              "choose cpu, cuda, cuda:K or auto");
}

const std::vector<std::string> &available_devices() { return devices().names; }

std::string resolve_device(const std::string &name)
{
    check_device_name(name);
    if (name == "cpu")
        return name;
    const auto &names = devices().names;
    if (name == "auto")
        return names.size() > 1 ? names[1] : names[0];
    const auto wanted = name == "cuda" ? std::string("cuda:0") : name;
    for (const auto &available : names) {
        if (available == wanted)
            return wanted;
    }
    const auto reason =
        devices().why_no_gpu.empty() ? "this machine has fewer GPUs" : devices().why_no_gpu;
    throw invalid_request("the device '" + name + "' is not here: " + reason, "option device",
                          "choose cpu or auto");
}

std::string device_description(const std::string &resolved)
{
    return resolved == "cpu" ? processor_name() : "NVIDIA GPU " + resolved;
}

int set_compute_threads(int threads)
{
    if (threads <= 0)
        threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    at::set_num_threads(threads);
    return threads;
}

} // namespace tlvfc
