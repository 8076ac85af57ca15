// A transfer in full before anything is written: the one value that windows, the command line and
// tests read.
#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/nets/network.h"
#include "core/transfer/pairing.h"
#include "core/transfer/strategy.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tlvfc {

/// What happens to a target layer.
enum class LayerAction {
    Keep,       ///< left as it was initialized
    Variance,   ///< kernels taken over by variance
    Clip,       ///< the overlapping part copied
    Statistics, ///< drawn from the source's fully connected mean and deviation
};

enum class PairOrigin {
    None, ///< no source layer
    Matched,
    Locked, ///< fixed by hand
};

/// One target layer with what serves it: the summary tier.
struct LayerPlan
{
    LayerId target;
    LayerId source; ///< invalid where none serves it
    PairOrigin origin = PairOrigin::None;
    LayerAction action = LayerAction::Keep;
    std::optional<double> score; ///< shape_score() of the two
    std::string reason;          ///< why this source, or why none: kind, shape, position or score
    std::string summary; ///< what happens, in words: "512→256 filters: keep 256 by variance, …"
    Generator start{0};  ///< the generator right before this layer's transfer
};

/// METHOD.md section 3, "Fully connected statistics".
struct FcStatistics
{
    struct Source
    {
        LayerId layer;
        double mean = 0.0;
        double deviation = 0.0; ///< sample standard deviation
    };
    std::vector<Source> sources;
    std::size_t targets = 0;
    double mean = 0.0; ///< of the normal that target Linears are drawn from
    double deviation = 0.0;
};

/// Numbers of layers, as the authors' program counts them: over the flattened lists.
struct MatchCounts
{
    std::size_t matched_from = 0;
    std::size_t matched_to = 0;
    std::size_t all_from = 0;
    std::size_t all_to = 0;
    std::size_t left_from() const { return all_from - matched_from; }
    std::size_t left_to() const { return all_to - matched_to; }
};

/// A source layer that serves no target.
struct UnusedSource
{
    LayerId layer;
    std::string reason;
};

struct TransferPlan
{
    std::shared_ptr<const Network> source; ///< null for a method without a source
    std::shared_ptr<const Network> target; ///< as initialized
    Strategy strategy;
    std::vector<LayerPlan> layers;  ///< every layer of the target's flattened list with weights
    std::vector<MatchGroup> groups; ///< the matching as it came out, before locks
    std::vector<UnusedSource> unused_sources; ///< dimensional ones
    std::vector<std::string> notes; ///< what a person should know: a lock without effect, …
    MatchCounts counts;

    /// nullptr where the layer has no weights.
    const LayerPlan *find(LayerId target) const;

    /// Worked out at the first call, since a VGG's hundred million fully connected weights cost
    /// more than all the rest of the plan; later calls, and copies of the plan, share the result.
    /// Thread-safe. @pre strategy.fc is Statistics.
    const FcStatistics &fc_statistics() const;

    struct LazyStatistics; ///< how the result is shared
    std::shared_ptr<LazyStatistics> lazy_statistics;
};

/// Plans without looking at a single variance, so at once; everything that a layer's detail needs
/// is its generator state. `generator` moves on as the transfer would move it.
/// @throws Error (InvalidRequest) for a strategy that cannot be carried out, naming layer and
///         option; Error (Interrupted) when stopped.
TransferPlan make_plan(std::shared_ptr<const Network> source, std::shared_ptr<const Network> target,
                       const Strategy &strategy, Generator &generator, std::stop_token stop = {});

/// The pairs as `tlvfc match` prints them: {"source", "target", "score", "reason"} each, a missing
/// side null; two matched blocks are an array of such, a block without a partner an array of paths.
Json pairs_to_json(const TransferPlan &plan);

} // namespace tlvfc
