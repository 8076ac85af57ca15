#include "core/transfer/plan.h"

#include "core/base/error.h"
#include "core/transfer/bias.h"
#include "core/transfer/fc_statistics.h"
#include "core/transfer/matching.h"
#include "core/transfer/standardization.h"
#include "core/transfer/variance_transfer.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <unordered_map>

namespace tlvfc {

struct TransferPlan::LazyStatistics
{
    std::once_flag once;
    FcStatistics value;
};

namespace {

/// Makes one plan; the order of its steps is the order of the generator's draws.
class Planner
{
public:
    Planner(std::shared_ptr<const Network> source, std::shared_ptr<const Network> target,
            const Strategy &strategy, Generator &generator, std::stop_token stop)
        : generator_(generator)
        , stop_(std::move(stop))
    {
        plan_.source = std::move(source);
        plan_.target = std::move(target);
        plan_.strategy = strategy;
        plan_.lazy_statistics = std::make_shared<TransferPlan::LazyStatistics>();
    }

    TransferPlan run()
    {
        list_target_layers();
        if (plan_.source && plan_.strategy.transfers()) {
            apply_locks();
            pair_convolutions();
            pair_fully_connected();
            list_unused_sources();
        }
        return std::move(plan_);
    }

private:
    const Architecture &source() const { return plan_.source->architecture; }
    const Architecture &target() const { return plan_.target->architecture; }

    void list_target_layers()
    {
        const auto list = flatten(target());
        plan_.counts.all_to = list.size();
        const std::string why_kept =
            plan_.strategy.transfers()
                ? "this method transfers convolutions and fully connected layers only"
                : "this method takes nothing from a source";
        for (const auto id : list) {
            if (!target().layer(id).weight_shape)
                continue;
            LayerPlan layer;
            layer.target = id;
            layer.reason = why_kept;
            layer.summary = "kept as initialized";
            layer.start = generator_;
            by_target_[id.value] = plan_.layers.size();
            plan_.layers.push_back(std::move(layer));
        }
        if (plan_.source)
            plan_.counts.all_from = flatten(source()).size();
    }

    void apply_locks()
    {
        for (const auto &lock : plan_.strategy.locks) {
            const auto from = source().find(lock.source);
            const auto to = target().find(lock.target);
            const auto where = "lock " + lock.source + "=" + lock.target;
            if (!from.is_valid() || !to.is_valid())
                throw invalid_request("no layer '" + (from.is_valid() ? lock.target : lock.source) +
                                          "' in the " + (from.is_valid() ? "target" : "source"),
                                      where, "give layer paths as `tlvfc inspect` lists them");
            if (source().layer(from).kind != LayerKind::Conv2d ||
                target().layer(to).kind != LayerKind::Conv2d)
                throw invalid_request("only convolutions (Conv2d) can be locked to each other",
                                      where, "choose two convolutions");
            locks_[to.value] = from;
        }
    }

    std::vector<LayerId> layers_of(const Architecture &architecture, LayerKind kind) const
    {
        return filtered(architecture, flatten(architecture),
                        [kind](const LayerRecord &layer) { return layer.kind == kind; });
    }

    void pair_convolutions()
    {
        if (plan_.strategy.conv != ConvMethod::Variance)
            return;
        const auto from = layers_of(source(), LayerKind::Conv2d);
        const auto to = layers_of(target(), LayerKind::Conv2d);
        const auto pairs = match_by_index(from.size(), to.size());
        std::set<std::int32_t> used;
        for (std::size_t d = 0; d < to.size(); ++d) {
            throw_if_stopped(stop_);
            auto &layer = plan_.layers[by_target_.at(to[d].value)];
            layer.start = generator_;
            if (const auto lock = locks_.find(to[d].value); lock != locks_.end()) {
                layer.source = lock->second;
                layer.origin = PairOrigin::Locked;
                layer.reason = "locked by hand";
            } else if (d < pairs.size()) {
                layer.source = from[pairs[d]];
                layer.origin = PairOrigin::Matched;
                layer.reason = "convolution " + std::to_string(d + 1) + " of " +
                               std::to_string(to.size()) + " takes convolution " +
                               std::to_string(pairs[d] + 1) + " of " + std::to_string(from.size());
            } else {
                layer.reason = "the source has no convolution";
                continue;
            }
            plan_convolution(layer);
            used.insert(layer.source.value);
            ++plan_.counts.matched_to;
        }
        plan_.counts.matched_from = used.size();
    }

    void plan_convolution(LayerPlan &layer)
    {
        const auto &from = source().layer(layer.source);
        const auto &to = target().layer(layer.target);
        const auto options = VarianceOptions::from(plan_.strategy);
        const auto obstacle =
            variance_transfer_obstacle(*from.weight_shape, *to.weight_shape, options);
        if (!obstacle.empty())
            throw invalid_request(obstacle, "layer " + to.path,
                                  "choose another rule, or another source");
        layer.action = LayerAction::Variance;
        layer.summary = describe_variance_transfer(*from.weight_shape, *to.weight_shape, options);
        skip_variance_transfer(*from.weight_shape, *to.weight_shape, options, generator_);
        if (from.bias_shape && to.bias_shape)
            skip_fit(*from.bias_shape, *to.bias_shape, generator_);
    }

    void pair_fully_connected()
    {
        if (plan_.strategy.fc != FcMethod::Statistics)
            return;
        // Reversed: the last layers of both, which decide, then meet first.
        auto from = layers_of(source(), LayerKind::Linear);
        std::ranges::reverse(from);
        const auto to = layers_of(target(), LayerKind::Linear);
        const auto pairs = match_by_index(from.size(), to.size());
        for (std::size_t d = 0; d < to.size(); ++d) {
            auto &layer = plan_.layers[by_target_.at(to[d].value)];
            layer.start = generator_;
            if (pairs.empty()) {
                layer.reason = "the source has no fully connected layer";
                continue;
            }
            layer.source = from[pairs[d]];
            layer.origin = PairOrigin::Matched;
            layer.action = LayerAction::Statistics;
            layer.reason = "fully connected layers take the statistics of all " +
                           std::to_string(from.size()) + " of the source";
            layer.summary = "weights drawn from the source's mean and deviation, bias 0";
            generator_.randn(element_count(*target().layer(to[d]).weight_shape));
        }
    }

    void list_unused_sources()
    {
        std::set<std::int32_t> used;
        for (const auto &layer : plan_.layers)
            used.insert(layer.source.value);
        for (const auto id : flatten(source())) {
            const auto kind = source().layer(id).kind;
            const bool serves =
                used.contains(id.value) ||
                (kind == LayerKind::Linear && plan_.strategy.fc == FcMethod::Statistics);
            if (is_dimensional(kind) && !serves)
                plan_.unused_sources.push_back(id);
        }
    }

    TransferPlan plan_;
    Generator &generator_;
    std::stop_token stop_;
    std::unordered_map<std::int32_t, std::size_t> by_target_;
    std::unordered_map<std::int32_t, LayerId> locks_;
};

} // namespace

const LayerPlan *TransferPlan::find(LayerId id) const
{
    const auto it = std::ranges::find(layers, id, &LayerPlan::target);
    return it == layers.end() ? nullptr : &*it;
}

const FcStatistics &TransferPlan::fc_statistics() const
{
    std::call_once(lazy_statistics->once, [this] {
        const auto targets = std::ranges::count_if(
            target->architecture.layers, [](const auto &l) { return l.kind == LayerKind::Linear; });
        lazy_statistics->value = compute_fc_statistics(*source, static_cast<std::size_t>(targets));
    });
    return lazy_statistics->value;
}

TransferPlan make_plan(std::shared_ptr<const Network> source, std::shared_ptr<const Network> target,
                       const Strategy &strategy, Generator &generator, std::stop_token stop)
{
    strategy.validate();
    if (strategy.transfers() && !source)
        throw invalid_request("the method needs a source network", "option method",
                              "open a source, or choose a method without one");
    return Planner(std::move(source), std::move(target), strategy, generator, std::move(stop))
        .run();
}

} // namespace tlvfc
