// Memory of the device that trains. Only core may include this header.
#pragma once

#include <c10/core/Device.h>

#include <exception>

namespace tlvfc {

/// The most so far, in MB (10⁶ bytes): of this process, or of torch's tensors on a GPU.
double peak_memory_mb(c10::Device device);

/// Whether it says that memory did not suffice, on a GPU or in the host's allocators.
bool is_out_of_memory(const std::exception &error);

/// Gives back what torch keeps for later.
void release_cached_memory(c10::Device device);

} // namespace tlvfc
