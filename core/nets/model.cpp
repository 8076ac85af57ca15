#include "core/nets/model.h"

#include "core/base/error.h"
#include "core/nets/convolution.h"
#include "core/nets/feature_widths.h"
#include "core/nets/torch_tensor.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace tlvfc {

namespace {

at::MemoryFormat format_of(MemoryLayout layout)
{
    return layout == MemoryLayout::ChannelsLast ? at::MemoryFormat::ChannelsLast
                                                : at::MemoryFormat::Contiguous;
}

at::Tensor to_device(const Tensor &tensor, c10::Device device, MemoryLayout layout)
{
    const auto copy = to_torch(tensor).to(device);
    return tensor.shape().size() == 4 ? copy.contiguous(format_of(layout)) : copy;
}

} // namespace

Model::Model(const Network &network, c10::Device device, bool trainable, MemoryLayout layout,
             ModelPart part)
    : architecture_(network.architecture)
    , device_(device)
    , layout_(layout)
{
    if (!architecture_.can_run())
        throw invalid_request("a network known only from its weights cannot be run",
                              architecture_.name, "choose a network of the zoo");
    for (const auto &parameter : architecture_.parameters()) {
        if (part == ModelPart::Convolutions &&
            architecture_.layer(parameter.layer).kind == LayerKind::Linear)
            continue;
        auto tensor = to_device(network.weights.at(parameter.name), device, layout);
        tensor.set_requires_grad(trainable);
        parameters_.emplace_back(parameter.name, tensor);
        tensors_.emplace(parameter.name, tensor);
    }
    for (const auto &buffer : architecture_.buffers())
        tensors_.emplace(buffer.name, to_device(network.weights.at(buffer.name), device, layout));
}

const at::Tensor *Model::find(const std::string &name) const
{
    const auto it = tensors_.find(name);
    return it == tensors_.end() ? nullptr : &it->second;
}

at::Tensor Model::convolutions(at::Tensor x)
{
    x = x.contiguous(format_of(layout_));
    const auto &root = architecture_.layers.front();
    if (architecture_.family == Family::Vgg)
        return run_vgg_features(architecture_.layer(architecture_.find("features")), x);
    for (const auto child : root.children) {
        const auto &layer = architecture_.layer(child);
        if (layer.kind == LayerKind::AdaptiveAvgPool2d || layer.kind == LayerKind::Linear)
            break;
        x = run(child, x);
        // The CIFAR ResNets apply this ReLU as a function, so no module stands for it.
        if (architecture_.family == Family::CifarResNet && layer.name == "bn1")
            x = relu(x, child);
    }
    return x;
}

at::Tensor Model::pooled_features(const at::Tensor &images)
{
    return at::adaptive_avg_pool2d(convolutions(images), {1, 1}).flatten(1);
}

at::Tensor Model::penultimate(const at::Tensor &images)
{
    if (architecture_.family != Family::Vgg)
        return pooled_features(images);
    auto x = run(architecture_.find("avgpool"), convolutions(images)).flatten(1);
    const auto &classifier = architecture_.layer(architecture_.find("classifier"));
    for (std::size_t i = 0; i + 1 < classifier.children.size(); ++i)
        x = run(classifier.children[i], x);
    return x;
}

at::Tensor Model::logits(const at::Tensor &features) const
{
    const auto last = last_linear(architecture_);
    const auto x = linear(architecture_.layer(last), features);
    show(last, Point::Output, x);
    return x;
}

at::Tensor Model::run(LayerId id, at::Tensor x)
{
    const auto &layer = architecture_.layer(id);
    x = apply(layer, std::move(x));
    if (layer.weight_shape) {
        last_ = id;
        // What is written over in place takes a view out of the way back, and its hooks with it.
        if (observer_ && x.is_view())
            x = x.clone();
        show(id, Point::Output, x);
    } else if (layer.kind == LayerKind::ReLU) {
        show(last_, Point::Activated, x);
    }
    return x;
}

at::Tensor Model::relu(at::Tensor x, LayerId after) const
{
    x = at::relu_(x);
    show(after, Point::Activated, x);
    return x;
}

at::Tensor Model::apply(const LayerRecord &layer, at::Tensor x)
{
    const auto &g = layer.geometry;
    switch (layer.kind) {
    case LayerKind::Conv2d: {
        const auto *bias = find(layer.path + ".bias");
        return convolve(x, tensor(layer.path + ".weight"), bias ? *bias : at::Tensor(), g);
    }
    case LayerKind::BatchNorm2d:
        return batch_norm(layer, x);
    case LayerKind::ReLU:
        return at::relu_(x);
    case LayerKind::MaxPool2d:
        return at::max_pool2d(x, {g.kernel, g.kernel}, {g.stride, g.stride},
                              {g.padding, g.padding});
    case LayerKind::AdaptiveAvgPool2d:
        return at::adaptive_avg_pool2d(x, {g.output_size, g.output_size});
    case LayerKind::Dropout:
        return dropout(layer.dropout, x);
    case LayerKind::Linear:
        return linear(layer, x);
    case LayerKind::BasicBlock:
    case LayerKind::Bottleneck:
        return run_block(layer, x);
    case LayerKind::Sequential:
        return run_children(layer, x);
    default:
        throw failure("a " + std::string(to_string(layer.kind)) + " cannot be run",
                      "layer " + layer.path);
    }
}

at::Tensor Model::run_children(const LayerRecord &layer, at::Tensor x)
{
    for (const auto child : layer.children)
        x = run(child, x);
    return x;
}

/// A VGG's first maps are larger than the caches. Where nothing is kept for a backward pass, a
/// slice of the batch goes through them at a time, to the same numbers.
at::Tensor Model::run_vgg_features(const LayerRecord &features, at::Tensor x)
{
    constexpr std::int64_t pixels_at_a_time = 16 * 32 * 32;
    const auto images = std::max<std::int64_t>(1, pixels_at_a_time / (x.size(2) * x.size(3)));
    auto next = features.children.begin();
    if (!training_ && !at::GradMode::is_enabled() && x.size(0) > images) {
        const auto end_of_large_maps = [&] {
            int pools = 0;
            return std::ranges::find_if(features.children, [&](LayerId id) {
                return architecture_.layer(id).kind == LayerKind::MaxPool2d && ++pools == 2;
            });
        }();
        // Of about one size: a single image would be summed in another order.
        std::vector<at::Tensor> done;
        for (auto slice : at::tensor_split(x, (x.size(0) + images - 1) / images)) {
            for (auto layer = next; layer != end_of_large_maps; ++layer)
                slice = run(*layer, slice);
            done.push_back(slice);
        }
        x = at::cat(done);
        next = end_of_large_maps;
    }
    for (; next != features.children.end(); ++next)
        x = run(*next, x);
    return x;
}

at::Tensor Model::run_block(const LayerRecord &block, const at::Tensor &input)
{
    auto x = input;
    auto shortcut = input;
    const auto last_name = block.kind == LayerKind::Bottleneck ? "bn3" : "bn2";
    LayerId last_norm;
    for (const auto child : block.children) {
        const auto &layer = architecture_.layer(child);
        if (layer.kind == LayerKind::Sequential) {
            shortcut = run_children(layer, input);
        } else if (layer.kind == LayerKind::PadShortcut) {
            shortcut = run_shortcut(input, x.size(1));
        } else if (layer.kind != LayerKind::ReLU) { // one module serves all of the block's
            x = run(child, x);
            if (layer.name == last_name)
                last_norm = child;
            else if (is_batch_norm(layer.kind))
                x = relu(x, child);
        }
    }
    return relu(x.add_(shortcut), last_norm);
}

at::Tensor Model::run_shortcut(const at::Tensor &x, std::int64_t planes) const
{
    const auto every_second = x.slice(2, 0, std::nullopt, 2).slice(3, 0, std::nullopt, 2);
    const auto around = (planes - x.size(1)) / 2;
    return at::constant_pad_nd(every_second, {0, 0, 0, 0, around, around}, 0);
}

at::Tensor Model::batch_norm(const LayerRecord &layer, const at::Tensor &x)
{
    if (training_)
        tensors_.at(layer.path + ".num_batches_tracked").add_(1);
    return at::batch_norm(x, tensor(layer.path + ".weight"), tensor(layer.path + ".bias"),
                          tensor(layer.path + ".running_mean"), tensor(layer.path + ".running_var"),
                          training_, 0.1, 1e-5, true);
}

at::Tensor Model::dropout(double probability, const at::Tensor &x)
{
    if (!training_)
        return x;
    auto keep = at::empty(x.sizes(), at::kFloat);
    keep.bernoulli_(1.0 - probability, dropout_).div_(1.0 - probability);
    return x * keep.to(device_);
}

at::Tensor Model::linear(const LayerRecord &layer, const at::Tensor &x) const
{
    return at::linear(x, tensor(layer.path + ".weight"), tensor(layer.path + ".bias"));
}

Weights Model::weights() const
{
    Weights weights;
    for (const auto &[name, parameter] : parameters_)
        weights.set(name, from_torch(parameter));
    for (const auto &buffer : architecture_.buffers())
        weights.set(buffer.name, from_torch(tensor(buffer.name)));
    return weights;
}

void Model::set_weights(const Weights &weights)
{
    const at::NoGradGuard no_grad;
    for (const auto &[name, tensor] : tensors_)
        tensor.copy_(to_torch(weights.at(name)));
}

} // namespace tlvfc
