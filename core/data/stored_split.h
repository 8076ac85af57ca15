// Which image went where, for a run's folder.
#pragma once

#include "core/base/json.h"
#include "core/data/packed.h"

namespace tlvfc {

/// {"train": [NAME, …], "val": […], "test": […]}, in the order of the images. Names are relative to
/// the data set ("cat/0012.jpg"), so that the document says the same on another machine.
Json stored_split(const PackedData &data);

} // namespace tlvfc
