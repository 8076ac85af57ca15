// One convolution's kernels taken over by variance (METHOD.md section 3, "Variance").
#pragma once

#include "core/base/random.h"
#include "core/transfer/crew.h"
#include "core/transfer/kernel_resize.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/strategy.h"

#include <stop_token>
#include <string>

namespace tlvfc {

class PreparedSource;

struct VarianceOptions
{
    KernelResize resize;
    SelectionRule keep = SelectionRule::InterLeaved;
    SelectionRule remove = SelectionRule::Random;

    static VarianceOptions from(const Strategy &strategy);
};

/// Why this pair cannot be transferred with these options, as a clause; empty where it can:
/// kernels that are no squares of differing sizes, an odd count for twoTailed as keep, nothing for
/// random to draw from.
std::string variance_transfer_obstacle(const Shape &source, const Shape &target,
                                       const VarianceOptions &options);

/// Whether kernels are chosen by their variances where each is a single value, which has none: the
/// order is then the sort's accident. Told from the shapes; equal values of larger kernels show
/// only in the weights.
bool variance_says_nothing(const Shape &source, const Shape &target,
                           const VarianceOptions &options);

/// The case in words: "512→256 filters: keep 256 by variance, interleaved; …".
std::string describe_variance_transfer(const Shape &source, const Shape &target,
                                       const VarianceOptions &options);

/// Works the transfer out: choices, permutations, origins and the finished weight. Layer ids,
/// biases and variances are the caller's.
/// @throws Error (InvalidRequest) where there is an obstacle, (Interrupted) when stopped.
LayerDetail transfer_by_variance(const Tensor &source, const Tensor &target,
                                 const VarianceOptions &options, Generator &generator,
                                 const std::stop_token &stop = {});

/// What becomes of a layer, in numbers of kernels.
struct KernelCounts
{
    std::int64_t kernels = 0;         ///< all of the finished layer
    std::int64_t from_source = 0;     ///< that come from the source
    std::int64_t distinct_source = 0; ///< different ones among these
    /// False where a rule had to choose among values that were all equal.
    bool variance_informative = true;
};

/// The finished weight alone, written to `out`: the bits of transfer_by_variance(), but nothing of
/// the layer's size is held beside `out` and what the case itself draws. `source` was prepared
/// with the same options and draws; `counts`, where given, is filled in.
/// @pre there is no obstacle; `out` does not overlap the target
void write_by_variance(PreparedSource &source, const Tensor &target, const VarianceOptions &options,
                       Generator &generator, Crew &crew, std::span<float> out,
                       KernelCounts *counts = nullptr);

/// Consumes what transfer_by_variance() would, without looking at a weight.
void skip_variance_transfer(const Shape &source, const Shape &target,
                            const VarianceOptions &options, Generator &generator);

} // namespace tlvfc
