#include "core/nets/architecture.h"

namespace tlvfc {

std::string_view to_string(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Network:
        return "Network";
    case LayerKind::Sequential:
        return "Sequential";
    case LayerKind::BasicBlock:
        return "BasicBlock";
    case LayerKind::Bottleneck:
        return "Bottleneck";
    case LayerKind::Conv1d:
        return "Conv1d";
    case LayerKind::Conv2d:
        return "Conv2d";
    case LayerKind::Conv3d:
        return "Conv3d";
    case LayerKind::ConvTranspose1d:
        return "ConvTranspose1d";
    case LayerKind::ConvTranspose2d:
        return "ConvTranspose2d";
    case LayerKind::ConvTranspose3d:
        return "ConvTranspose3d";
    case LayerKind::Linear:
        return "Linear";
    case LayerKind::BatchNorm1d:
        return "BatchNorm1d";
    case LayerKind::BatchNorm2d:
        return "BatchNorm2d";
    case LayerKind::BatchNorm3d:
        return "BatchNorm3d";
    case LayerKind::ReLU:
        return "ReLU";
    case LayerKind::MaxPool2d:
        return "MaxPool2d";
    case LayerKind::AdaptiveAvgPool2d:
        return "AdaptiveAvgPool2d";
    case LayerKind::Dropout:
        return "Dropout";
    case LayerKind::PadShortcut:
        return "PadShortcut";
    case LayerKind::Group:
        return "Group";
    case LayerKind::Other:
        return "Other";
    }
    return "Other";
}

bool is_convolution(LayerKind kind)
{
    return kind >= LayerKind::Conv1d && kind <= LayerKind::ConvTranspose3d;
}

bool is_dimensional(LayerKind kind) { return is_convolution(kind) || kind == LayerKind::Linear; }

bool is_batch_norm(LayerKind kind)
{
    return kind >= LayerKind::BatchNorm1d && kind <= LayerKind::BatchNorm3d;
}

std::int64_t LayerRecord::parameter_count() const
{
    return (weight_shape ? element_count(*weight_shape) : 0) +
           (bias_shape ? element_count(*bias_shape) : 0) + other_elements;
}

LayerId Architecture::find(std::string_view path) const
{
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].path == path)
            return LayerId(static_cast<std::int64_t>(i));
    }
    return {};
}

std::vector<ParameterRecord> Architecture::parameters() const
{
    std::vector<ParameterRecord> list;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto &layer = layers[i];
        const LayerId id(static_cast<std::int64_t>(i));
        if (layer.weight_shape)
            list.push_back({layer.path + ".weight", *layer.weight_shape, id});
        if (layer.bias_shape)
            list.push_back({layer.path + ".bias", *layer.bias_shape, id});
    }
    return list;
}

std::vector<Architecture::BufferRecord> Architecture::buffers() const
{
    std::vector<BufferRecord> list;
    for (const auto &layer : layers) {
        if (!is_batch_norm(layer.kind) || !layer.weight_shape)
            continue;
        list.push_back({layer.path + ".running_mean", *layer.weight_shape, DType::Float32, 0.0f});
        list.push_back({layer.path + ".running_var", *layer.weight_shape, DType::Float32, 1.0f});
        list.push_back({layer.path + ".num_batches_tracked", {}, DType::Int64, 0.0f});
    }
    return list;
}

std::int64_t Architecture::parameter_count() const
{
    std::int64_t count = 0;
    for (const auto &layer : layers)
        count += layer.parameter_count();
    return count;
}

} // namespace tlvfc
