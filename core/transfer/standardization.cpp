#include "core/transfer/standardization.h"

namespace tlvfc {

namespace {

void visit(const Architecture &architecture, LayerId id, std::vector<LayerId> &list)
{
    const auto &layer = architecture.layer(id);
    if (is_dimensional(layer.kind) || is_batch_norm(layer.kind) || layer.children.empty()) {
        list.push_back(id);
        return;
    }
    for (const auto child : layer.children)
        visit(architecture, child, list);
}

} // namespace

std::vector<LayerId> flatten(const Architecture &architecture)
{
    std::vector<LayerId> list;
    if (!architecture.layers.empty())
        visit(architecture, LayerId(0), list);
    return list;
}

} // namespace tlvfc
