#include "core/data/stored_split.h"

namespace tlvfc {

Json stored_split(const PackedData &data)
{
    return {{"train", data.train.names}, {"val", data.val.names}, {"test", data.test.names}};
}

} // namespace tlvfc
