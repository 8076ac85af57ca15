// Where the work is done.
#pragma once

#include <string>
#include <vector>

namespace tlvfc {

/// "cpu", and "cuda:0" … where a driver, a GPU and LibTorch's CUDA library are found. Opens that
/// library at the first call, which takes 0.15 s.
const std::vector<std::string> &available_devices();

/// Whether such a device could be somewhere: a run may be prepared on another machine than it
/// runs on. @throws Error (InvalidRequest) for an unknown name.
void check_device_name(const std::string &name);

/// "auto" becomes the first GPU or the CPU, "cuda" the first GPU.
/// @throws Error (InvalidRequest) for an unknown name or a device that is not there, with what is
///         missing.
std::string resolve_device(const std::string &name);

/// The processor's or GPU's name, for people.
std::string device_description(const std::string &resolved);

/// Threads for torch's own work in the calling thread; 0 takes all cores. Returns how many.
int set_compute_threads(int threads);

} // namespace tlvfc
