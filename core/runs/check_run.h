// What can be known about a run before its folder is made.
#pragma once

#include "core/runs/spec.h"

#include <stop_token>

namespace tlvfc {

/// Opens networks and lists data without decoding an image or drawing a weight, so that a wrong
/// request ends before anything is written.
/// @throws Error what execute_run() would throw later.
void check_run(const RunSpec &spec, std::stop_token stop = {});

} // namespace tlvfc
