#include "core/nets/layer_guess.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace tlvfc {

namespace {

bool mentions(const std::string &path, std::initializer_list<std::string_view> words)
{
    std::string lower = path;
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(
        words, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

LayerKind transposed(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Conv1d:
        return LayerKind::ConvTranspose1d;
    case LayerKind::Conv3d:
        return LayerKind::ConvTranspose3d;
    default:
        return LayerKind::ConvTranspose2d;
    }
}

LayerKind batch_norm_after(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Conv1d:
    case LayerKind::ConvTranspose1d:
    case LayerKind::Linear:
        return LayerKind::BatchNorm1d;
    case LayerKind::Conv3d:
    case LayerKind::ConvTranspose3d:
        return LayerKind::BatchNorm3d;
    default:
        return LayerKind::BatchNorm2d;
    }
}

class Refinement
{
public:
    explicit Refinement(Architecture &tree)
        : tree_(tree)
    {
        for (std::size_t i = 0; i < tree.layers.size(); ++i) {
            if (tree.layers[i].weight_shape)
                order_.push_back(i);
        }
    }

    void run()
    {
        for (at_ = 0; at_ < order_.size(); ++at_) {
            auto &layer = tree_.layers[order_[at_]];
            if (is_batch_norm(layer.kind))
                layer.kind = batch_norm_after(kind_before_);
            else if (layer.kind == LayerKind::Linear)
                refine_matrix(layer);
            else if (is_convolution(layer.kind))
                refine_convolution(layer);
        }
    }

private:
    void refine_matrix(LayerRecord &layer)
    {
        if (!layer.bias_shape && mentions(layer.path, {"embed", "wte", "wpe"})) {
            layer.kind = LayerKind::Other;
            return;
        }
        pass(layer.kind, layer.weight_shape->front());
    }

    void refine_convolution(LayerRecord &layer)
    {
        const auto &shape = *layer.weight_shape;
        if (is_transposed(layer)) {
            layer.kind = transposed(layer.kind);
            pass(layer.kind, shape[1]);
            return;
        }
        layer.geometry.groups = static_cast<int>(groups_of(shape));
        pass(layer.kind, shape[0]);
    }

    bool is_transposed(const LayerRecord &layer) const
    {
        const auto &shape = *layer.weight_shape;
        if (shape[0] != shape[1]) {
            if (layer.bias_shape && layer.bias_shape->size() == 1)
                return layer.bias_shape->front() == shape[1];
            if (const auto *norm = next_batch_norm())
                return norm->weight_shape->front() == shape[1] && channels_ == shape[0];
        }
        return mentions(layer.path, {"transpose", "deconv", "upconv"});
    }

    const LayerRecord *next_batch_norm() const
    {
        if (at_ + 1 >= order_.size())
            return nullptr;
        const auto &next = tree_.layers[order_[at_ + 1]];
        return is_batch_norm(next.kind) ? &next : nullptr;
    }

    /// A shortcut's inputs are fewer than the channels before it too, but some layer has had them.
    std::int64_t groups_of(const Shape &shape) const
    {
        const auto inputs = shape[1];
        if (inputs <= 0 || inputs >= channels_ || widths_.contains(inputs) ||
            channels_ % inputs != 0)
            return 1;
        const auto groups = channels_ / inputs;
        return shape[0] % groups == 0 ? groups : 1;
    }

    void pass(LayerKind kind, std::int64_t channels)
    {
        kind_before_ = kind;
        channels_ = channels;
        widths_.insert(channels);
    }

    Architecture &tree_;
    std::vector<std::size_t> order_; ///< layers with weights
    std::size_t at_ = 0;
    LayerKind kind_before_ = LayerKind::Conv2d;
    std::int64_t channels_ = 0; ///< after the layer before; 0: nothing yet
    std::set<std::int64_t> widths_;
};

} // namespace

void refine_kinds(Architecture &tree) { Refinement(tree).run(); }

} // namespace tlvfc
