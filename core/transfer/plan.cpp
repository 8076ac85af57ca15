#include "core/transfer/plan.h"

#include "core/base/error.h"
#include "core/transfer/bias.h"
#include "core/transfer/clip.h"
#include "core/transfer/fc_statistics.h"
#include "core/transfer/layer_fit.h"
#include "core/transfer/matching.h"
#include "core/transfer/variance_transfer.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

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
            plan_.groups = match_layers(source(), target(), plan_.strategy, stop_);
            for (const auto &group : plan_.groups)
                take_entries(group.entries);
            apply_locks();
            for (auto &layer : plan_.layers) {
                throw_if_stopped(stop_);
                plan_pair(layer);
            }
            plan_statistics();
            count_pairs();
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
        for (const auto id : list) {
            const auto &record = target().layer(id);
            if (!record.weight_shape)
                continue;
            LayerPlan layer;
            layer.target = id;
            layer.reason = why_left_alone(plan_.strategy, record.kind);
            layer.summary = "kept as initialized";
            layer.start = generator_;
            by_target_[id] = plan_.layers.size();
            plan_.layers.push_back(std::move(layer));
        }
        if (plan_.source)
            plan_.counts.all_from = flatten(source()).size();
    }

    /// Blocks are gone through to their layers; what the strategy does not act on stays alone.
    void take_entries(const std::vector<MatchEntry> &entries)
    {
        for (const auto &entry : entries) {
            take_entries(entry.inside);
            if (!entry.target)
                continue;
            if (!entry.source)
                mark_unmatched(*entry.target, entry.reason);
            else if (!entry.target->is_block())
                mark_matched(entry);
        }
    }

    void mark_unmatched(const LayerItem &item, const std::string &reason)
    {
        for (const auto &inner : item.items)
            mark_unmatched(inner, reason);
        if (auto *layer = acted_on(item.layer))
            layer->reason = reason;
    }

    void mark_matched(const MatchEntry &entry)
    {
        auto *layer = acted_on(entry.target->layer);
        if (!layer)
            return;
        layer->source = entry.source->layer;
        layer->origin = PairOrigin::Matched;
        layer->score = entry.score;
        layer->reason = entry.reason;
    }

    LayerPlan *acted_on(LayerId id)
    {
        const auto it = by_target_.find(id);
        if (it == by_target_.end() || !acts_on(plan_.strategy, target().layer(id).kind))
            return nullptr;
        return &plan_.layers[it->second];
    }

    void apply_locks()
    {
        for (const auto &lock : plan_.strategy.locks) {
            const auto pair = resolve_lock(lock, source(), target());
            auto *layer = acted_on(pair.target);
            if (!layer) {
                plan_.notes.push_back(
                    "the lock " + lock.source + "=" + lock.target + " has no effect: " +
                    why_left_alone(plan_.strategy, target().layer(pair.target).kind));
                continue;
            }
            layer->source = pair.source;
            layer->origin = PairOrigin::Locked;
            layer->score = shape_score(source().layer(pair.source), target().layer(pair.target));
            layer->reason = "locked by hand";
        }
    }

    void plan_pair(LayerPlan &layer)
    {
        layer.start = generator_;
        if (!layer.source.is_valid())
            return;
        const auto &from = source().layer(layer.source);
        const auto &to = target().layer(layer.target);
        const bool by_variance =
            to.kind == LayerKind::Conv2d && plan_.strategy.conv == ConvMethod::Variance;
        const auto misfit = by_variance ? variance_misfit(from, to) : clip_misfit(from, to);
        if (!misfit.empty()) {
            if (layer.origin == PairOrigin::Locked)
                throw invalid_request(misfit, "lock " + from.path + "=" + to.path,
                                      "lock another pair");
            layer.reason += ", but left alone: " + misfit;
            layer.source = {};
            layer.origin = PairOrigin::None;
            layer.score.reset();
            return;
        }
        if (by_variance) {
            plan_variance(layer, from, to);
        } else {
            layer.action = LayerAction::Clip;
            layer.summary = describe_clip(*from.weight_shape, *to.weight_shape);
        }
        if (plan_.strategy.control == Control::NormOnly)
            layer.summary += "; of that only the norm is taken over";
    }

    void plan_variance(LayerPlan &layer, const LayerRecord &from, const LayerRecord &to)
    {
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

    std::vector<LayerId> matrices_of(const Architecture &architecture) const
    {
        return filtered(architecture, flatten(architecture),
                        [](const LayerRecord &layer) { return layer.kind == LayerKind::Linear; });
    }

    /// After all convolutions, so that its draws are the last.
    void plan_statistics()
    {
        if (plan_.strategy.fc != FcMethod::Statistics)
            return;
        auto from = matrices_of(source());
        std::ranges::reverse(from);
        const auto to = matrices_of(target());
        const auto pairs = match_by_index(from.size(), to.size());
        for (std::size_t d = 0; d < to.size(); ++d) {
            auto &layer = plan_.layers[by_target_.at(to[d])];
            layer.start = generator_;
            if (pairs.empty()) {
                layer.reason = "the source has no fully connected layer";
                continue;
            }
            layer.source = from[pairs[d]];
            layer.origin = PairOrigin::Matched;
            layer.action = LayerAction::Statistics;
            layer.score = shape_score(source().layer(layer.source), target().layer(to[d]));
            layer.reason = from.size() == 1
                               ? "takes the statistics of the source's fully connected layer"
                               : "takes the statistics of all " + std::to_string(from.size()) +
                                     " fully connected layers of the source";
            layer.summary = "weights drawn from the source's mean and deviation, bias 0";
            generator_.skip_normal(element_count(*target().layer(to[d]).weight_shape));
        }
    }

    void count_pairs()
    {
        std::set<LayerId> used;
        for (const auto &layer : plan_.layers) {
            if (layer.action != LayerAction::Variance && layer.action != LayerAction::Clip)
                continue;
            used.insert(layer.source);
            ++plan_.counts.matched_to;
        }
        plan_.counts.matched_from = used.size();
    }

    void list_unused_sources()
    {
        std::set<LayerId> used;
        for (const auto &layer : plan_.layers)
            used.insert(layer.source);
        for (const auto id : flatten(source())) {
            const auto kind = source().layer(id).kind;
            const bool serves = used.contains(id) || (kind == LayerKind::Linear &&
                                                      plan_.strategy.fc == FcMethod::Statistics);
            if (!is_dimensional(kind) || serves)
                continue;
            const auto why = acts_on(plan_.strategy, kind)
                                 ? std::string(plan_.strategy.matching == Matching::Index
                                                   ? "no target layer falls on its index"
                                                   : "the best alignment passes it by")
                                 : why_left_alone(plan_.strategy, kind);
            plan_.unused_sources.push_back({id, why});
        }
    }

    TransferPlan plan_;
    Generator &generator_;
    std::stop_token stop_;
    std::map<LayerId, std::size_t> by_target_;
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
