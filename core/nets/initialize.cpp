#include "core/nets/initialize.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace tlvfc {

namespace {

std::int64_t receptive_field(const Shape &shape)
{
    std::int64_t size = 1;
    for (std::size_t i = 2; i < shape.size(); ++i)
        size *= shape[i];
    return size;
}

std::int64_t fan_in(const Shape &shape) { return shape[1] * receptive_field(shape); }

std::int64_t fan_out(const Shape &shape) { return shape[0] * receptive_field(shape); }

/// What Conv2d and Linear draw in their constructors: kaiming_uniform_(a = sqrt(5)) and a uniform
/// bias. The order of the operations is torch's, in double, so that the bounds have its bits.
void draw_default(const LayerRecord &layer, Weights &weights, Generator &generator)
{
    const auto &shape = *layer.weight_shape;
    const auto fan = static_cast<double>(fan_in(shape));
    const double a = std::sqrt(5.0);
    const double gain = std::sqrt(2.0 / (1.0 + a * a));
    const double bound = std::sqrt(3.0) * (gain / std::sqrt(fan));
    generator.uniform(weights.find(layer.path + ".weight")->edit(), -bound, bound);
    if (layer.bias_shape) {
        const double bias_bound = 1.0 / std::sqrt(fan);
        generator.uniform(weights.find(layer.path + ".bias")->edit(), -bias_bound, bias_bound);
    }
}

void xavier_normal(std::span<float> weight, const Shape &shape, Generator &generator)
{
    const auto fans = static_cast<double>(fan_in(shape) + fan_out(shape));
    generator.normal(weight, 0.0, std::sqrt(2.0 / fans));
}

void fill(Weights &weights, const std::string &name, float value)
{
    if (auto *tensor = weights.find(name)) {
        const auto values = tensor->edit();
        std::ranges::fill(values, value);
    }
}

void initialize_layer(const Architecture &architecture, const LayerRecord &layer, Weights &weights,
                      Generator &generator, ConvInit conv)
{
    if (layer.kind == LayerKind::Conv2d) {
        const auto weight = weights.find(layer.path + ".weight")->edit();
        if (conv == ConvInit::He)
            kaiming_normal_fan_out(weight, *layer.weight_shape, generator);
        else
            xavier_normal(weight, *layer.weight_shape, generator);
        fill(weights, layer.path + ".bias", 0.0f);
    } else if (is_batch_norm(layer.kind)) {
        fill(weights, layer.path + ".weight", 1.0f);
        fill(weights, layer.path + ".bias", 0.0f);
    } else if (layer.kind == LayerKind::Linear && architecture.family == Family::Vgg) {
        generator.normal(weights.find(layer.path + ".weight")->edit(), 0.0, 0.01);
        fill(weights, layer.path + ".bias", 0.0f);
    }
}

} // namespace

void kaiming_normal_fan_out(std::span<float> weight, const Shape &shape, Generator &generator)
{
    const double gain = std::sqrt(2.0);
    generator.normal(weight, 0.0, gain / std::sqrt(static_cast<double>(fan_out(shape))));
}

Weights initial_weights(const Architecture &architecture, Generator &generator, ConvInit conv)
{
    if (!architecture.can_run())
        throw invalid_request("a network known only from its weights has no initialization",
                              architecture.name, "choose a network of the zoo as target");
    Weights weights;
    for (const auto &parameter : architecture.parameters())
        weights.set(parameter.name, Tensor(parameter.shape));
    for (const auto &buffer : architecture.buffers()) {
        weights.set(buffer.name, Tensor(buffer.shape, buffer.dtype));
        if (buffer.initial != 0.0f)
            fill(weights, buffer.name, buffer.initial);
    }
    for (const auto id : architecture.construction_order) {
        if (is_dimensional(architecture.layer(id).kind))
            draw_default(architecture.layer(id), weights, generator);
    }
    for (const auto &layer : architecture.layers)
        initialize_layer(architecture, layer, weights, generator, conv);
    return weights;
}

} // namespace tlvfc
