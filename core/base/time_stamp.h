// The time of day for names of folders.
#pragma once

#include <string>

namespace tlvfc {

/// Now, where the machine stands: "20240131-235959", so that names sort by age.
std::string time_stamp();

} // namespace tlvfc
