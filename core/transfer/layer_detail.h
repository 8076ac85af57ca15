// One layer of a plan in full: variances, choices, permutations and where each kernel comes from.
#pragma once

#include "core/transfer/plan.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace tlvfc {

/// Where a kernel of the finished target layer comes from.
struct KernelOrigin
{
    enum class Kind : std::uint8_t {
        Source,   ///< filter and kernel of the source layer, after resizing
        Kept,     ///< filter and kernel of the target layer as it was initialized
        Drawn,    ///< filter and kernel of a tensor drawn anew for this layer
        Overlaid, ///< filter and kernel of the source, over the middle of the target's larger one
    };
    Kind kind = Kind::Kept;
    std::int32_t filter = 0;
    std::int32_t kernel = 0;

    friend bool operator==(const KernelOrigin &, const KernelOrigin &) = default;
};

struct LayerDetail
{
    LayerId target;
    LayerId source; ///< invalid where none serves it

    Tensor source_weight;  ///< So×Si×k×k as it stands in the source; empty without one
    Tensor resized_source; ///< So×Si×q×q
    Tensor before;         ///< To×Ti×q×q as initialized
    Tensor drawn;          ///< To×Si×q×q, where the case draws one
    Tensor after;          ///< To×Ti×q×q
    std::optional<Tensor> bias_before;
    std::optional<Tensor> bias_after;

    std::vector<float> source_filter_variance; ///< So, of the resized source
    std::vector<float> source_kernel_variance; ///< So×Si, row-major
    std::vector<float> target_filter_variance; ///< To, before
    std::vector<float> target_kernel_variance; ///< To×Ti, before

    /// Source filters taken over, in order; repeats never occur but a rule may leave some out.
    std::vector<std::int64_t> kept_source_filters;
    /// Target filters overwritten, in order of overwriting; `random` repeats some.
    std::vector<std::int64_t> overwritten_target_filters;
    std::vector<std::int64_t> filter_permutation; ///< finished filter i was filter [i] before
    std::vector<KernelOrigin> origins;            ///< To×Ti, row-major, in the finished layer

    std::int64_t kernels_from_source() const;     ///< overlaid ones too
    std::int64_t distinct_source_kernels() const; ///< how many different ones survive
};

/// Works one layer of the plan out in full, from the generator state that the plan keeps; a Linear
/// or batch norm gives its weights before and after.
/// Thread-safe: reads the plan only.
/// @throws Error (Interrupted) when stopped, which it sees within a fraction of its work.
LayerDetail make_detail(const TransferPlan &plan, LayerId target, const std::stop_token &stop = {});

} // namespace tlvfc
