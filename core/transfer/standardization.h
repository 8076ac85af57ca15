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

/// What stands in a standardized list: a layer, or a block of items.
struct LayerItem
{
    LayerId layer;                ///< invalid for a block
    std::vector<LayerItem> items; ///< of a block

    bool is_block() const { return !layer.is_valid(); }

    friend bool operator==(const LayerItem &, const LayerItem &) = default;
};

using LayerItems = std::vector<LayerItem>;

/// DPIAT's blocks: the network as a list of layers and of lists of layers.
LayerItems blocks(const Architecture &architecture);

/// A flat list as items, so that every matching can take it.
LayerItems as_items(const std::vector<LayerId> &list);

} // namespace tlvfc
