// The rows of a network's tree: its modules, or the blocks that it is standardized to.
#pragma once

#include "core/nets/architecture.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tlvfc::ui {

enum class TreeShape {
    Modules, ///< as the network is put together
    Blocks,  ///< METHOD.md section 1, as DPIAT's matching sees it
};

struct LayerRow
{
    int parent = -1;                ///< the number of another row
    LayerId layer;                  ///< invalid for a block
    std::string path;               ///< the layer's; of a block what the paths in it begin with
    std::int64_t parameters = 0;    ///< with those of the rows below
    std::map<LayerKind, int> kinds; ///< of the layers below that hold no others, how many of each
    int number = 0;                 ///< of a block: its place among its parent's blocks, from 1

    bool is_block() const { return !layer.is_valid(); }
};

/// Depth first; row 0 is the hidden root.
std::vector<LayerRow> layerRows(const Architecture &architecture, TreeShape shape);

} // namespace tlvfc::ui
