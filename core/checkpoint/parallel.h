// Independent jobs on the threads that the machine has.
#pragma once

#include <cstddef>
#include <functional>

namespace tlvfc::checkpoint {

/// Calls `job` with 0 to count - 1, in about that order, and returns when all are done. `job` must
/// not throw.
/// @param bytes what the jobs read altogether; few are not worth a thread
void run_parallel(std::size_t count, std::size_t bytes,
                  const std::function<void(std::size_t)> &job);

} // namespace tlvfc::checkpoint
