#include "core/transfer/pairing.h"

#include "core/base/number_text.h"
#include "core/transfer/matching.h"

#include <algorithm>
#include <set>

namespace tlvfc {

namespace {

/// "Conv2d 3 of 20"
std::string place(LayerKind kind, std::size_t index, std::size_t count)
{
    return std::string(to_string(kind)) + " " + std::to_string(index + 1) + " of " +
           std::to_string(count);
}

LayerItems layers_of(const Architecture &architecture, LayerKind kind)
{
    return as_items(filtered(architecture, flatten(architecture),
                             [kind](const LayerRecord &layer) { return layer.kind == kind; }));
}

class Pairing
{
public:
    Pairing(const Architecture &source, const Architecture &target, const Strategy &strategy,
            std::stop_token stop)
        : source_(source)
        , target_(target)
        , strategy_(strategy)
        , aligner_(source, target, std::move(stop))
    {
        for (const auto &layer : source.layers)
            source_kinds_.insert(layer.kind);
    }

    std::vector<MatchGroup> run()
    {
        std::vector<MatchGroup> groups;
        if (strategy_.standardization == Standardization::Blocks &&
            strategy_.matching != Matching::Index) {
            MatchGroup group{"blocks", blocks(source_), blocks(target_), {}};
            group.entries = aligner_.match(group.sources, group.targets);
            give_reasons(group.entries);
            groups.push_back(std::move(group));
            return groups;
        }
        // By position, blocks are the flat list that they hold.
        std::vector<LayerKind> kinds;
        for (const auto id : flatten(target_)) {
            const auto kind = target_.layer(id).kind;
            if (acts_on(strategy_, kind) && std::ranges::find(kinds, kind) == kinds.end())
                kinds.push_back(kind);
        }
        for (const auto kind : kinds)
            groups.push_back(match_kind(kind));
        return groups;
    }

private:
    MatchGroup match_kind(LayerKind kind)
    {
        MatchGroup group{
            std::string(to_string(kind)), layers_of(source_, kind), layers_of(target_, kind), {}};
        if (strategy_.matching == Matching::Index) {
            // Reversed: the last layers of both, which decide, then meet first.
            if (kind == LayerKind::Linear)
                std::ranges::reverse(group.sources);
            group.entries = by_index(group, kind);
            return group;
        }
        group.entries = strategy_.matching == Matching::Dp
                            ? aligner_.match(group.sources, group.targets)
                            : aligner_.match_flat(group.sources, group.targets);
        give_reasons(group.entries);
        return group;
    }

    std::vector<MatchEntry> by_index(const MatchGroup &group, LayerKind kind)
    {
        const auto count = group.targets.size();
        const auto pairs = match_by_index(group.sources.size(), count);
        std::vector<MatchEntry> entries;
        std::set<std::size_t> used;
        for (std::size_t d = 0; d < count; ++d) {
            MatchEntry entry{{}, group.targets[d], {}, no_source(kind), {}};
            if (d < pairs.size()) {
                entry.source = group.sources[pairs[d]];
                entry.score = aligner_.score(*entry.source, *entry.target);
                entry.reason =
                    place(kind, d, count) + " takes " + place(kind, pairs[d], group.sources.size());
                used.insert(pairs[d]);
            }
            entries.push_back(std::move(entry));
        }
        for (std::size_t s = 0; s < group.sources.size(); ++s) {
            if (!used.contains(s))
                entries.push_back(
                    {group.sources[s], {}, {}, "no target layer falls on its index", {}});
        }
        return entries;
    }

    static std::string no_source(LayerKind kind)
    {
        return "the source has no " + std::string(to_string(kind));
    }

    void give_reasons(std::vector<MatchEntry> &entries)
    {
        for (auto &entry : entries) {
            entry.reason = reason_for(entry);
            give_reasons(entry.inside);
        }
    }

    std::string reason_for(const MatchEntry &entry)
    {
        if (entry.source && entry.target)
            return std::string(entry.target->is_block() ? "blocks" : "layers") +
                   " aligned, score " + general(*entry.score, 3);
        if (entry.source)
            return "the best alignment passes it by";
        const auto &item = *entry.target;
        if (item.is_block())
            return "the best alignment leaves the block without a source";
        const auto kind = target_.layer(item.layer).kind;
        if (!is_dimensional(kind) && !is_batch_norm(kind))
            return "has no weights to take over";
        return source_kinds_.contains(kind) ? "the best alignment leaves it without a source"
                                            : no_source(kind);
    }

    const Architecture &source_;
    const Architecture &target_;
    const Strategy &strategy_;
    Aligner aligner_;
    std::set<LayerKind> source_kinds_;
};

} // namespace

bool acts_on(const Strategy &strategy, LayerKind kind)
{
    if (kind == LayerKind::Linear)
        return strategy.fc == FcMethod::Clip;
    if (strategy.conv == ConvMethod::Variance)
        return kind == LayerKind::Conv2d;
    return strategy.conv == ConvMethod::Clip && (is_convolution(kind) || is_batch_norm(kind));
}

std::vector<MatchGroup> match_layers(const Architecture &source, const Architecture &target,
                                     const Strategy &strategy, std::stop_token stop)
{
    return Pairing(source, target, strategy, std::move(stop)).run();
}

} // namespace tlvfc
