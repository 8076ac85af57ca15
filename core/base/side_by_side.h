// The same work for many images, or stretches of a file, on several threads.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace tlvfc {

/// Calls `work` with 0 to count - 1, in about that order, on so many threads, the caller's among
/// them, and returns when all are done. The threads are started anew each time: for work that takes
/// longer by far.
/// @throws what `work` throws, after which no new call begins; Error (Interrupted) when stopped.
void side_by_side(std::size_t count, unsigned threads, const std::stop_token &stop,
                  const std::function<void(std::size_t)> &work);

} // namespace tlvfc
