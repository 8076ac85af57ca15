#include "core/base/versions.h"

#include <torch/version.h>

namespace tlvfc {

const char *program_version() { return TLVFC_VERSION; }

const char *torch_version() { return TORCH_VERSION; }

} // namespace tlvfc
