// What the folder of a sweep's run is called.
#pragma once

#include "core/runs/spec.h"

#include <string>

namespace tlvfc {

/// METHOD[-from-SOURCE]-TARGET-DATA-seedN, always the same for the same run and base, whatever else
/// is swept over. An option that is not the method's own, or not the base's data's or
/// training's, follows as _KEY-VALUE. The source stands there where it is not the base's. What a
/// file name cannot hold, and a path, leave a few digits of their SHA-256.
std::string sweep_run_name(const RunSpec &run, const RunSpec &base);

} // namespace tlvfc
