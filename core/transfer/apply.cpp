#include "core/transfer/apply.h"

#include "core/transfer/fresh_tensor.h"
#include "core/transfer/layer_writer.h"

#include <algorithm>
#include <memory>

namespace tlvfc {

namespace {

/// The statistics of a VGG's fully connected layers take as long as many convolutions.
void begin_statistics(const TransferPlan &plan, Crew &crew)
{
    if (std::ranges::find(plan.layers, LayerAction::Statistics, &LayerPlan::action) ==
        plan.layers.end())
        return;
    crew.do_aside([&plan] {
        try {
            (void)plan.fc_statistics();
        } catch (...) { // whoever needs them asks again
        }
    });
}

bool has_kernels(const TransferPlan &plan, const LayerPlan &layer)
{
    return layer.action != LayerAction::Statistics &&
           plan.target->architecture.layer(layer.target).weight_shape->size() > 2;
}

/// Goes through the layers that change: write(writer, layer, path, counts) does each.
template <typename Write>
void each_changed_layer(const TransferPlan &plan, unsigned threads, const std::stop_token &stop,
                        const ProgressHandler &progress, const LayerObserver &observer,
                        const Write &write)
{
    ProgressThrottle throttle(progress);
    Crew crew(threads);
    begin_statistics(plan, crew);
    LayerWriter writer(plan, crew);
    double done = 0.0;
    for (const auto &layer : plan.layers) {
        throw_if_stopped(stop);
        ++done;
        if (layer.action == LayerAction::Keep)
            continue;
        const auto &path = plan.target->architecture.layer(layer.target).path;
        const bool reports = observer && has_kernels(plan, layer);
        KernelCounts counts;
        write(writer, layer, path, reports ? &counts : nullptr);
        if (reports)
            observer({layer.target, counts.kernels, counts.from_source, counts.distinct_source,
                      counts.variance_informative});
        throttle.report("transferring " + path, done / static_cast<double>(plan.layers.size()));
    }
    throttle.report("transferred", 1.0);
}

std::size_t changed_bytes(const TransferPlan &plan)
{
    std::size_t bytes = 0;
    for (const auto &layer : plan.layers) {
        if (layer.action != LayerAction::Keep)
            bytes +=
                sizeof(float) * static_cast<std::size_t>(element_count(
                                    *plan.target->architecture.layer(layer.target).weight_shape));
    }
    return bytes;
}

std::int64_t largest_weight(const TransferPlan &plan)
{
    std::int64_t largest = 0;
    for (const auto &layer : plan.layers) {
        if (layer.action != LayerAction::Keep)
            largest = std::max(
                largest,
                element_count(*plan.target->architecture.layer(layer.target).weight_shape));
    }
    return largest;
}

} // namespace

Weights apply_plan(const TransferPlan &plan, unsigned threads, std::stop_token stop,
                   const ProgressHandler &progress, const LayerObserver &observer)
{
    auto weights = plan.target->weights;
    FreshTensors fresh(changed_bytes(plan));
    each_changed_layer(plan, threads, stop, progress, observer,
                       [&](LayerWriter &writer, const LayerPlan &layer, const std::string &path,
                           KernelCounts *counts) {
                           const auto &before = plan.target->weights;
                           auto after = fresh.make(before.at(path + ".weight").shape());
                           auto bias = writer.write(layer, before, after.values, counts);
                           weights.set(path + ".weight", std::move(after.tensor));
                           if (bias)
                               weights.set(path + ".bias", std::move(*bias));
                       });
    return weights;
}

void apply_plan_to(Weights &weights, const TransferPlan &plan, unsigned threads,
                   std::stop_token stop, const ProgressHandler &progress,
                   const LayerObserver &observer)
{
    // A layer's kernels are gathered here, where they do not overwrite each other, and stay warm.
    const auto room = static_cast<std::size_t>(largest_weight(plan));
    const auto after = std::make_unique_for_overwrite<float[]>(room);
    each_changed_layer(
        plan, threads, stop, progress, observer,
        [&](LayerWriter &writer, const LayerPlan &layer, const std::string &path,
            KernelCounts *counts) {
            const auto size = weights.at(path + ".weight").size();
            const auto written = std::span(after.get(), static_cast<std::size_t>(size));
            auto bias = writer.write(layer, weights, written, counts);
            std::ranges::copy(written, weights.find(path + ".weight")->edit().begin());
            if (bias)
                weights.set(path + ".bias", std::move(*bias));
        });
}

} // namespace tlvfc
