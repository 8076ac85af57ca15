// A network that runs: torch tensors behind an architecture. Only core may include this header.
#pragma once

#include "core/nets/feature_widths.h"
#include "core/nets/network.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tlvfc {

/// How images and convolutions lie in memory. Channels-last runs these networks 10-40 % faster on
/// a CPU; the sums come in another order, so that logits of large networks differ in the fourth
/// digit.
enum class MemoryLayout { Contiguous, ChannelsLast };

/// What of a network is needed: pooled_features() alone does without fully connected layers, which
/// are most of a VGG.
enum class ModelPart { Whole, Convolutions };

/// Runs a zoo architecture with ATen's functions. Images are N×3×H×W float32, logits N×classes.
class Model
{
public:
    /// Copies the weights to the device. `trainable` asks for gradients.
    /// @throws Error (InvalidRequest) for an architecture known only from its weights.
    Model(const Network &network, c10::Device device, bool trainable,
          MemoryLayout layout = MemoryLayout::Contiguous, ModelPart part = ModelPart::Whole);

    /// Convolutions to average pool, N×C: what the source gives to crossover (METHOD.md section 4).
    /// A VGG's is pooled to a single value per channel.
    at::Tensor pooled_features(const at::Tensor &images);

    /// What the last Linear sees, N×width: where crossover replaces columns.
    at::Tensor penultimate(const at::Tensor &images);

    /// The last Linear over penultimate features.
    at::Tensor logits(const at::Tensor &features) const;

    at::Tensor forward(const at::Tensor &images) { return logits(penultimate(images)); }

    /// Batch norms use the batch's statistics and dropout draws while training.
    void set_training(bool training) { training_ = training; }

    /// The stream that dropout draws from; a CPU generator, so that every device drops the same.
    void set_dropout_generator(at::Generator generator) { dropout_ = std::move(generator); }

    /// Widths of pooled_features() and penultimate().
    std::int64_t pooled_width() const { return tlvfc::pooled_width(architecture_); }
    std::int64_t penultimate_width() const { return tlvfc::penultimate_width(architecture_); }

    /// Where on its way a signal is seen.
    enum class Point {
        Output, ///< of a layer with weights
        /// The same after the ReLU that follows; of a block's last norm, of its sum with the
        /// shortcut.
        Activated,
    };
    using Observer = std::function<void(LayerId, Point, const at::Tensor &)>;

    /// Is shown every signal while forward() trains; the tensor may be changed in place later.
    void set_observer(Observer observer) { observer_ = std::move(observer); }

    /// Parameters in registration order.
    const std::vector<std::pair<std::string, at::Tensor>> &parameters() const
    {
        return parameters_;
    }

    /// Parameters and buffers by name.
    const std::unordered_map<std::string, at::Tensor> &tensors() const { return tensors_; }

    /// Parameters and buffers as they are now, copied to the host.
    Weights weights() const;
    /// In place: who holds the parameters goes on with them.
    void set_weights(const Weights &weights);

    c10::Device device() const { return device_; }
    int classes() const { return architecture_.classes; }

private:
    at::Tensor run(LayerId id, at::Tensor x);
    at::Tensor apply(const LayerRecord &layer, at::Tensor x);
    at::Tensor relu(at::Tensor x, LayerId after) const;
    at::Tensor run_children(const LayerRecord &layer, at::Tensor x);
    at::Tensor run_vgg_features(const LayerRecord &features, at::Tensor x);
    at::Tensor run_block(const LayerRecord &layer, const at::Tensor &x);
    at::Tensor run_shortcut(const at::Tensor &x, std::int64_t planes) const;
    at::Tensor batch_norm(const LayerRecord &layer, const at::Tensor &x);
    at::Tensor dropout(double probability, const at::Tensor &x);
    at::Tensor linear(const LayerRecord &layer, const at::Tensor &x) const;
    at::Tensor convolutions(at::Tensor x);
    const at::Tensor &tensor(const std::string &name) const { return tensors_.at(name); }
    const at::Tensor *find(const std::string &name) const;
    void show(LayerId layer, Point point, const at::Tensor &x) const
    {
        if (observer_)
            observer_(layer, point, x);
    }

    Architecture architecture_;
    c10::Device device_;
    MemoryLayout layout_;
    bool training_ = false;
    at::Generator dropout_;
    Observer observer_;
    LayerId last_; ///< of those with weights that ran
    std::vector<std::pair<std::string, at::Tensor>> parameters_;
    std::unordered_map<std::string, at::Tensor> tensors_; ///< parameters and buffers
};

} // namespace tlvfc
