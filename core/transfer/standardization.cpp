#include "core/transfer/standardization.h"

#include <algorithm>

namespace tlvfc {

namespace {

bool is_known(LayerKind kind) { return is_dimensional(kind) || is_batch_norm(kind); }

void visit(const Architecture &architecture, LayerId id, std::vector<LayerId> &list)
{
    const auto &layer = architecture.layer(id);
    if (is_known(layer.kind) || layer.children.empty()) {
        list.push_back(id);
        return;
    }
    for (const auto child : layer.children)
        visit(architecture, child, list);
}

/// What METHOD.md's `visit(module, level)` gives.
struct Visited
{
    int depth = 0;
    int dimensional = 0;
    LayerItem layers; ///< a layer, or a block: the list
};

LayerItems spliced(const LayerItems &items)
{
    LayerItems flat;
    for (const auto &item : items) {
        if (item.is_block())
            flat.insert(flat.end(), item.items.begin(), item.items.end());
        else
            flat.push_back(item);
    }
    return flat;
}

Visited visit_blocks(const Architecture &architecture, LayerId id, int level)
{
    const auto &layer = architecture.layer(id);
    if (is_known(layer.kind))
        return {0, is_dimensional(layer.kind) ? 1 : 0, {id, {}}};

    Visited result;
    auto &list = result.layers.items;
    const int next_level = layer.children.size() == 1 ? level : level + 1;
    for (const auto child : layer.children) {
        const auto inner = visit_blocks(architecture, child, next_level);
        result.dimensional += inner.dimensional;
        if (inner.depth > 1 || (inner.layers.is_block() && inner.dimensional < 2))
            list.insert(list.end(), inner.layers.items.begin(), inner.layers.items.end());
        else
            list.push_back(inner.layers);
    }

    result.depth = 2;
    const auto nested = std::ranges::count_if(list, &LayerItem::is_block);
    if (std::ssize(list) - nested > nested && level > 0) {
        list = spliced(list);
        result.depth = 1;
    }
    if (list.size() == 1) {
        const auto only = list.front(); // a copy: it lies in what is assigned to
        result.layers = only;
        result.depth = 1;
    } else if (list.empty()) {
        result.layers.layer = id;
        result.depth = 0;
    }
    return result;
}

} // namespace

std::vector<LayerId> flatten(const Architecture &architecture)
{
    std::vector<LayerId> list;
    if (!architecture.layers.empty())
        visit(architecture, LayerId(0), list);
    return list;
}

LayerItems blocks(const Architecture &architecture)
{
    if (architecture.layers.empty())
        return {};
    auto visited = visit_blocks(architecture, LayerId(0), 0).layers;
    return visited.is_block() ? std::move(visited.items) : LayerItems{std::move(visited)};
}

LayerItems as_items(const std::vector<LayerId> &list)
{
    LayerItems items;
    for (const auto id : list)
        items.push_back({id, {}});
    return items;
}

} // namespace tlvfc
