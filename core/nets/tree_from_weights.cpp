#include "core/nets/layer_guess.h"
#include "core/nets/network.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

namespace {

// A name of a thousand dots is no network; the rest of it stays one name.
constexpr int max_depth = 32;

struct Node
{
    std::string name;
    std::optional<Shape> weight;
    std::optional<Shape> bias;
    bool has_running_mean = false;
    std::int64_t other_elements = 0;
    std::vector<std::string> order; // children as they first appear
    std::map<std::string, Node> children;

    Node &child(const std::string &part)
    {
        const auto [it, added] = children.try_emplace(part);
        if (added) {
            order.push_back(part);
            it->second.name = part;
        }
        return it->second;
    }
};

/// By the number of dimensions; refine_kinds() looks at the surroundings.
LayerKind guess_kind(const Node &node)
{
    if (!node.weight)
        return node.children.empty() ? LayerKind::Other : LayerKind::Group;
    switch (node.weight->size()) {
    case 1:
        return node.has_running_mean ? LayerKind::BatchNorm2d : LayerKind::Other;
    case 2:
        return LayerKind::Linear;
    case 3:
        return LayerKind::Conv1d;
    case 4:
        return LayerKind::Conv2d;
    case 5:
        return LayerKind::Conv3d;
    default:
        return LayerKind::Other;
    }
}

LayerId append(Architecture &tree, const Node &node, LayerId parent, const std::string &path)
{
    const LayerId id(static_cast<std::int64_t>(tree.layers.size()));
    LayerRecord layer;
    layer.name = node.name;
    layer.path = path;
    layer.parent = parent;
    layer.kind = parent.is_valid() ? guess_kind(node) : LayerKind::Network;
    layer.weight_shape = node.weight;
    layer.bias_shape = node.bias;
    layer.other_elements = node.other_elements;
    if (layer.kind == LayerKind::Conv2d)
        layer.geometry.kernel = static_cast<int>(node.weight->back());
    tree.layers.push_back(std::move(layer));
    for (const auto &name : node.order) {
        const auto below = path.empty() ? name : path + "." + name;
        const auto child = append(tree, node.children.at(name), id, below);
        tree.layers[id.index()].children.push_back(child);
    }
    return id;
}

} // namespace

Architecture tree_from_weights(const NamedShapes &shapes, const std::string &name)
{
    Node root;
    root.name = name;
    for (const auto &[key, shape] : shapes) {
        Node *node = &root;
        std::size_t start = 0;
        int depth = 0;
        for (auto dot = key.find('.'); dot != std::string::npos && depth < max_depth;
             dot = key.find('.', start), ++depth) {
            node = &node->child(key.substr(start, dot - start));
            start = dot + 1;
        }
        const auto leaf = key.substr(start);
        if (leaf == "weight")
            node->weight = shape;
        else if (leaf == "bias")
            node->bias = shape;
        else if (leaf == "running_mean")
            node->has_running_mean = true;
        else if (leaf != "running_var" && leaf != "num_batches_tracked")
            node->other_elements += element_count(shape);
    }
    Architecture tree;
    tree.name = name;
    append(tree, root, LayerId(), "");
    refine_kinds(tree);
    for (const auto &layer : tree.layers) {
        if (layer.kind == LayerKind::Linear)
            tree.classes = static_cast<int>(layer.weight_shape->front());
    }
    return tree;
}

} // namespace tlvfc
