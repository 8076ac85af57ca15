// A module tree becomes a list (METHOD.md section 1).
#pragma once

#include "core/nets/architecture.h"

#include <vector>

namespace tlvfc {

/// Depth first; a known layer or one without children stands for itself.
std::vector<LayerId> flatten(const Architecture &architecture);

/// Only the layers of `list` for which `keep(record)` holds, in order.
template <typename Predicate>
std::vector<LayerId> filtered(const Architecture &architecture, const std::vector<LayerId> &list,
                              Predicate keep)
{
    std::vector<LayerId> result;
    for (const auto id : list) {
        if (keep(architecture.layer(id)))
            result.push_back(id);
    }
    return result;
}

} // namespace tlvfc
