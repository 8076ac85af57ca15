#include "core/training/signal_scale.h"

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/nets/model.h"
#include "core/nets/torch_tensor.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/std.h>

#include <algorithm>
#include <unordered_map>

namespace tlvfc {

namespace {

double deviation(const at::Tensor &values) { return at::std(values, false).item<double>(); }

/// Takes every layer's numbers while a model runs forth and back.
class Probe
{
public:
    Probe(Model &model, const std::stop_token &stop)
        : stop_(stop)
    {
        model.set_observer([this](LayerId layer, Model::Point point, const at::Tensor &x) {
            throw_if_stopped(stop_);
            if (point == Model::Point::Activated)
                return void(at(layer).activated = deviation(x.detach()));
            at(layer).output = deviation(x.detach());
            // Called with the gradient by the values as they are now, whatever is written over
            // them later.
            x.register_hook([this, layer](const at::Tensor &gradient) {
                throw_if_stopped(stop_);
                at(layer).output_gradient = deviation(gradient);
            });
        });
    }

    LayerSignal &at(LayerId layer)
    {
        const auto [place, is_new] = places_.emplace(layer.value, layers_.size());
        if (is_new)
            layers_.push_back({.layer = layer});
        return layers_[place->second];
    }

    std::vector<LayerSignal> take() { return std::move(layers_); }

private:
    std::stop_token stop_;
    std::unordered_map<std::int32_t, std::size_t> places_;
    std::vector<LayerSignal> layers_;
};

} // namespace

const LayerSignal *SignalScale::find(LayerId layer) const
{
    const auto found = std::ranges::find(layers, layer, &LayerSignal::layer);
    return found == layers.end() ? nullptr : &*found;
}

SignalScale measure_signal(const Network &network, const SignalBatch &batch, std::uint64_t seed,
                           std::stop_token stop)
{
    Model model(network, c10::Device(c10::kCPU), true);
    require_fit(network, batch);
    throw_if_stopped(stop);
    model.set_training(true);
    model.set_dropout_generator(at::detail::createCPUGenerator(stream_seed(seed, "dropout")));
    Probe probe(model, stop);
    const at::AutoGradMode with_gradients(true);
    SignalScale scale;
    try {
        const auto labels = at::from_blob(const_cast<std::int64_t *>(batch.labels.data()),
                                          {batch.count()}, at::kLong);
        const auto loss = at::cross_entropy_loss(model.forward(to_torch(batch.images)), labels);
        scale.loss = loss.item<double>();
        loss.backward();
    } catch (const c10::Error &error) {
        throw why_not_through(error, network, batch);
    }
    for (const auto &parameter : network.architecture.parameters()) {
        if (!parameter.name.ends_with(".weight"))
            continue;
        if (const auto &gradient = model.tensors().at(parameter.name).grad(); gradient.defined())
            probe.at(parameter.layer).weight_gradient = at::norm(gradient).item<double>();
    }
    scale.layers = probe.take();
    return scale;
}

} // namespace tlvfc
