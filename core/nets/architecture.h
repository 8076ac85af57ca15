// What a network is, without a single weight: a tree of layer records.
#pragma once

#include "core/base/strong_id.h"
#include "core/base/tensor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlvfc {

using LayerId = StrongId<struct LayerTag>;

/// A layer's kind, under torch.nn's names. The first four hold children and run them in the way
/// that their kind says.
enum class LayerKind {
    Network,
    Sequential,
    BasicBlock,
    Bottleneck,
    Conv1d,
    Conv2d,
    Conv3d,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
    Linear,
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    ReLU,
    MaxPool2d,
    AdaptiveAvgPool2d,
    Dropout,
    PadShortcut, ///< CIFAR ResNet's option A: every second pixel, zero channels around
    Group,       ///< a level of names in a weights file of unknown architecture
    Other,       ///< a layer known only by its tensors
};

/// "Conv2d", "BatchNorm2d", …
std::string_view to_string(LayerKind kind);

/// METHOD.md section 1: layers whose weights have dimensions to compare.
bool is_dimensional(LayerKind kind);
bool is_convolution(LayerKind kind);
bool is_batch_norm(LayerKind kind);

/// A convolution's or pooling's geometry, equal along both sides.
struct Geometry
{
    int kernel = 1;
    int stride = 1;
    int padding = 0;
    int dilation = 1;
    int groups = 1;
    int output_size = 0; ///< of an adaptive pooling: its side
};

struct LayerRecord
{
    std::string name; ///< within its parent: "conv1"
    std::string path; ///< from the root, as in parameter names: "layer1.0.conv1"; empty at the root
    LayerKind kind = LayerKind::Other;
    LayerId parent;
    std::vector<LayerId> children;
    std::optional<Shape> weight_shape; ///< absent where the layer has none
    std::optional<Shape> bias_shape;
    /// Of tensors that are neither weight, bias nor a batch norm's statistics: in a file of unknown
    /// architecture, a class token or an attention's projection.
    std::int64_t other_elements = 0;
    Geometry geometry;
    double dropout = 0.0; ///< a Dropout's probability

    std::int64_t parameter_count() const; ///< its own, without its children's
};

/// A trainable tensor: "layer1.0.conv1.weight".
struct ParameterRecord
{
    std::string name;
    Shape shape;
    LayerId layer;
};

enum class Family { Vgg, ResNet, CifarResNet, Unknown };

/// The layers of a network, depth first in registration order; layers[0] is the root.
struct Architecture
{
    std::string name; ///< the zoo's name, or the file's
    Family family = Family::Unknown;
    int classes = 0; ///< outputs of the last Linear; 0 where unknown
    std::vector<LayerRecord> layers;
    /// The order in which layers with weights are constructed and so draw their first values:
    /// a ResNet makes a block's downsample before the block itself.
    std::vector<LayerId> construction_order;

    const LayerRecord &layer(LayerId id) const { return layers[id.index()]; }
    LayerId find(std::string_view path) const; ///< invalid where there is none

    /// In registration order: what torch's named_parameters() lists.
    std::vector<ParameterRecord> parameters() const;

    /// Batch norms' running_mean, running_var and num_batches_tracked, by name.
    struct BufferRecord
    {
        std::string name;
        Shape shape;
        DType dtype;
        float initial; ///< what a new network holds
    };
    std::vector<BufferRecord> buffers() const;

    std::int64_t parameter_count() const;
    bool can_run() const { return family != Family::Unknown; }
};

} // namespace tlvfc
