#include "core/transfer/layer_profile.h"

#include "core/transfer/apply.h"
#include "core/transfer/source_share.h"

#include <cmath>
#include <map>

namespace tlvfc {

namespace {

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
    std::map<LayerId, LayerReport> reports;
    const auto weights =
        apply_plan(plan, threads, stop, progress, [&reports](const LayerReport &report) {
            if (report.kernels > 0)
                reports[report.target] = report;
        });
    std::vector<LayerProfile> profiles;
    for (const auto &layer : plan.layers) {
        throw_if_stopped(stop);
        const auto &to = plan.target->architecture.layer(layer.target);
        LayerProfile profile{layer.target};
        measure(profile, weights.at(to.path + ".weight").values());
        profile.source_share = source_share(plan, layer);
        if (const auto report = reports.find(layer.target);
            layer.action == LayerAction::Variance && report != reports.end()) {
            profile.distinct_source = report->second.distinct_source;
            profile.variance_informative = report->second.variance_informative;
        }
        profiles.push_back(profile);
    }
    return profiles;
}

} // namespace tlvfc
