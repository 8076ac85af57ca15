#include "core/transfer/layer_fit.h"

#include "core/base/error.h"

namespace tlvfc {

namespace {

std::string kernel_text(const Shape &shape)
{
    return std::to_string(shape[2]) + "×" + std::to_string(shape[3]);
}

bool is_grouped(const LayerRecord &layer) { return layer.geometry.groups != 1; }

std::string groups_misfit(const LayerRecord &source, const LayerRecord &target)
{
    const auto text = [](const LayerRecord &layer) {
        return std::to_string(layer.geometry.groups) + (is_grouped(layer) ? " groups" : " group");
    };
    return "the channels of a grouped convolution stay within their group (source: " +
           text(source) + ", target: " + text(target) + ")";
}

} // namespace

std::string why_left_alone(const Strategy &strategy, LayerKind kind)
{
    if (!strategy.transfers())
        return "this method takes nothing from a source";
    if (is_batch_norm(kind))
        return "this method leaves batch norms as they are initialized";
    if (kind == LayerKind::Linear)
        return "this method leaves fully connected layers as they are initialized";
    if (is_convolution(kind) && strategy.conv == ConvMethod::Variance)
        return "the variance transfer knows Conv2d alone, this is " + std::string(to_string(kind));
    if (is_convolution(kind))
        return "this method leaves convolutions as they are initialized";
    return "neither a convolution, batch norm nor fully connected layer";
}

std::string variance_misfit(const LayerRecord &source, const LayerRecord &target)
{
    if (is_grouped(source) || is_grouped(target))
        return groups_misfit(source, target);
    const auto &from = *source.weight_shape;
    const auto &to = *target.weight_shape;
    const bool same = from[2] == to[2] && from[3] == to[3];
    if (!same && (from[2] != from[3] || to[2] != to[3]))
        return "kernels of " + kernel_text(from) + " and " + kernel_text(to) +
               " cannot be resized to each other, they are not square";
    return {};
}

std::string clip_misfit(const LayerRecord &source, const LayerRecord &target)
{
    const bool same = source.geometry.groups == target.geometry.groups &&
                      source.weight_shape == target.weight_shape;
    if ((is_grouped(source) || is_grouped(target)) && !same)
        return groups_misfit(source, target);
    return {};
}

LockedPair resolve_lock(const LayerLock &lock, const Architecture &source,
                        const Architecture &target)
{
    const LockedPair pair{source.find(lock.source), target.find(lock.target)};
    const auto where = "lock " + lock.source + "=" + lock.target;
    if (!pair.source.is_valid() || !pair.target.is_valid()) {
        const bool misses_target = pair.source.is_valid();
        throw invalid_request("no layer '" + (misses_target ? lock.target : lock.source) +
                                  "' in the " + (misses_target ? "target" : "source"),
                              where, "give layer paths as `tlvfc inspect` lists them");
    }
    const auto from = source.layer(pair.source).kind;
    const auto to = target.layer(pair.target).kind;
    if (from != to || !(is_dimensional(to) || is_batch_norm(to)))
        throw invalid_request("only layers with weights of one kind can be locked to each other, "
                              "these are " +
                                  std::string(to_string(from)) + " and " +
                                  std::string(to_string(to)),
                              where, "choose two convolutions, batch norms or Linears");
    return pair;
}

} // namespace tlvfc
