// All that the details of one target layer show, worked out off the GUI thread.
#pragma once

#include "core/transfer/layer_detail.h"
#include "ui/plots/kernel_table.h"
#include "ui/plots/weight_histogram.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tlvfc::ui {

/// Of one set of weights, for a table's row.
struct WeightNumbers
{
    std::int64_t count = 0;
    double mean = 0.0;
    double deviation = 0.0; ///< sample standard deviation; 0 for a single weight
    double lowest = 0.0;
    double highest = 0.0;
    double norm = 0.0; ///< Euclidean
};

WeightNumbers weightNumbers(std::span<const float> weights);

/// One of the source's fully connected layers, from which the target's take their normal.
struct FcSource
{
    QString path;
    WeightNumbers numbers;
};

/// Filters of the target are numbered as they stood before, finished ones as they stand after.
struct PairFacts
{
    std::shared_ptr<const TransferPlan> plan;
    std::shared_ptr<const LayerDetail> detail;
    LayerPlan layer;

    std::int64_t fromSource = 0; ///< kernels of the finished layer, by where they come from
    std::int64_t overlaid = 0;   ///< with a smaller one of the source in their middle
    std::int64_t kept = 0;
    std::int64_t drawn = 0;
    std::int64_t distinct = 0; ///< different source kernels that survive

    std::vector<char> sourceKept;        ///< per source filter: taken over
    std::vector<char> targetOverwritten; ///< per target filter
    /// The variances by which target filters were chosen: of those drawn anew where the case
    /// draws some, else of those before.
    std::vector<float> targetVariance;
    std::vector<std::vector<int>> goesTo; ///< per source filter: the finished filters it serves
    std::vector<int> finishedAs;          ///< per target filter: its number in the finished layer
    std::vector<char> sourceSurvives;     ///< per source kernel, row-major
    std::vector<char> beforeSurvives;     ///< per target kernel, row-major

    double pictureScale = 0.0; ///< what gets the full color; 99.5 % of the weights lie below
    bool isPictureClipped = false;
    WeightBins bins;
    std::optional<NormalCurve> normal; ///< what the weights were drawn from
    WeightBins fcBins; ///< of the weights that the normal is made from, all layers together
    std::vector<FcSource> fcSources;
    std::optional<WeightNumbers> sourceNumbers;
    WeightNumbers beforeNumbers;
    WeightNumbers afterNumbers;
    std::optional<WeightNumbers> biasBefore; ///< where the bias changes
    std::optional<WeightNumbers> biasAfter;

    /// Whether the layer is a convolution that took kernels over.
    bool hasKernels() const { return detail && !detail->origins.empty() && !isNormOnly(); }
    std::int64_t kernels() const { return taken() + kept + drawn; }
    std::int64_t taken() const { return fromSource + overlaid; }
    bool isClipped() const { return layer.action == LayerAction::Clip; }
    /// The layer stays as it was initialized but for its norm, whatever the action says.
    bool isNormOnly() const
    {
        return layer.action != LayerAction::Keep && plan->strategy.control == Control::NormOnly;
    }
    /// Its kernels are of two dimensions, so that they can be shown.
    bool hasPictures() const { return hasKernels() && detail->before.shape().size() == 4; }
    bool isOneByOne() const;
    /// The case draws filters anew and then chooses among those.
    bool isRedrawn() const { return detail && detail->drawn.shape().size() == 4; }

    /// Origins of a finished filter's kernels.
    std::span<const KernelOrigin> originsOf(int finishedFilter) const;
    /// The source filters among them, the one that gives most first.
    std::vector<int> sourcesOf(int finishedFilter) const;
    /// Where a source kernel went in the finished layer, and where one of the target stayed, with
    /// its border at least.
    std::vector<KernelPlace> placesOfSource(KernelPlace kernel) const;
    std::vector<KernelPlace> placesOfOwn(KernelPlace kernel) const;
    KernelOrigin originOf(KernelPlace finished) const;

private:
    template <typename Holds>
    std::vector<KernelPlace> placesWhere(Holds holds) const;
};

/// Whether a kernel of the source stands in the finished one, if only in its middle.
inline bool isTaken(const KernelOrigin &origin)
{
    return origin.kind == KernelOrigin::Kind::Source || origin.kind == KernelOrigin::Kind::Overlaid;
}

/// Per source filter: taken over, and still there when the layer is finished. `random` draws some
/// target filters repeatedly, and what was written over the first time is lost.
std::vector<char> survivingFilters(const PairFacts &facts);
/// How many filters of the source are lost so.
int lostFilters(const PairFacts &facts);

/// Everything about `detail`, which is of this plan. Takes up to a second for the widest layers.
/// @throws Error (Interrupted) when stopped.
std::shared_ptr<const PairFacts> gatherFacts(std::shared_ptr<const TransferPlan> plan,
                                             std::shared_ptr<const LayerDetail> detail,
                                             const std::stop_token &stop = {});

} // namespace tlvfc::ui
