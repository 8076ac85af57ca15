// A layer's finished weights, one layer after the other, with no more memory than that takes.
#pragma once

#include "core/transfer/crew.h"
#include "core/transfer/plan.h"
#include "core/transfer/variance_transfer.h"

#include <optional>

namespace tlvfc {

class PreparedSource;

/// Writes layers of one plan. Neighbors that take the same source layer at the same kernel size
/// share what is worked out about it, so that layers are best asked for in the plan's order.
class LayerWriter
{
public:
    LayerWriter(const TransferPlan &plan, Crew &crew);
    ~LayerWriter();

    /// The layer's finished weight into `weight` (row-major, all of it), and its bias where the
    /// transfer changes it. `before` holds the layer as initialized; plan.target's weights are not
    /// looked at. @pre layer.action is not Keep; `weight` does not overlap `before`
    std::optional<Tensor> write(const LayerPlan &layer, const Weights &before,
                                std::span<float> weight, KernelCounts *counts = nullptr);

private:
    /// A layer's tensors in the source and before the transfer; biases where there are any.
    struct Pair
    {
        const Tensor *from;
        const Tensor *to;
        const Tensor *bias_from;
        const Tensor *bias_to;
    };

    Pair pair_of(const LayerPlan &layer, const Weights &before) const;
    std::optional<Tensor> write_by_action(const LayerPlan &layer, const Pair &pair,
                                          std::span<float> weight, KernelCounts *counts);
    std::optional<Tensor> write_convolution(const LayerPlan &layer, const Pair &pair,
                                            std::span<float> weight, KernelCounts *counts);
    std::optional<Tensor> write_linear(const LayerPlan &layer, const Pair &pair,
                                       std::span<float> weight);
    PreparedSource &prepared(const LayerPlan &layer, const Tensor &source, std::int64_t size,
                             Generator &generator);

    struct Entry;
    const TransferPlan &plan_;
    Crew &crew_;
    const VarianceOptions options_;
    std::vector<Entry> prepared_; ///< of one source layer, by kernel size
};

} // namespace tlvfc
