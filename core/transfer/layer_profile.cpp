#include "core/transfer/layer_profile.h"

#include "core/transfer/apply.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tlvfc {

namespace {

/// The copied part: METHOD.md section 3, "Clip".
double clipped_share(const Shape &from, const Shape &to)
{
    double share = 1.0;
    for (std::size_t d = 0; d < std::min(from.size(), to.size()); ++d)
        share *= static_cast<double>(std::min(from[d], to[d])) / static_cast<double>(to[d]);
    return share;
}

void measure(LayerProfile &profile, std::span<const float> weights)
{
    if (weights.empty())
        return;
    double sum = 0.0;
    double squares = 0.0;
    for (const float weight : weights) {
        sum += weight;
        squares += static_cast<double>(weight) * weight;
    }
    const auto count = static_cast<double>(weights.size());
    const double mean = sum / count;
    // Around the mean: a batch norm of equal weights has a variance of exactly 0.
    double around = 0.0;
    for (const float weight : weights)
        around += (weight - mean) * (weight - mean);
    profile.variance = around / count;
    profile.norm = std::sqrt(squares);
}

} // namespace

std::vector<LayerProfile> profile_plan(const TransferPlan &plan, unsigned threads,
                                       std::stop_token stop, const ProgressHandler &progress)
{
    std::map<LayerId, double> shares;
    const auto weights =
        apply_plan(plan, threads, stop, progress, [&shares](const LayerReport &report) {
            if (report.kernels > 0)
                shares[report.target] =
                    static_cast<double>(report.from_source) / static_cast<double>(report.kernels);
        });
    std::vector<LayerProfile> profiles;
    for (const auto &layer : plan.layers) {
        throw_if_stopped(stop);
        const auto &to = plan.target->architecture.layer(layer.target);
        LayerProfile profile{layer.target};
        measure(profile, weights.at(to.path + ".weight").values());
        const bool keeps_own = plan.strategy.control == Control::NormOnly;
        if (layer.action == LayerAction::Variance)
            profile.source_share = shares[layer.target];
        else if (layer.action == LayerAction::Clip && !keeps_own)
            profile.source_share = clipped_share(
                *plan.source->architecture.layer(layer.source).weight_shape, *to.weight_shape);
        profiles.push_back(profile);
    }
    return profiles;
}

} // namespace tlvfc
