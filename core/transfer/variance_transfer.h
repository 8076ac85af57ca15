// One convolution's kernels taken over by variance (METHOD.md section 3, "Variance").
#pragma once

#include "core/base/random.h"
#include "core/transfer/kernel_resize.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/strategy.h"

#include <string>

namespace tlvfc {

struct VarianceOptions
{
    KernelResize resize;
    SelectionRule keep = SelectionRule::InterLeaved;
    SelectionRule remove = SelectionRule::Random;

    static VarianceOptions from(const Strategy &strategy);
};

/// Why this pair cannot be transferred with these options, as a clause; empty where it can:
/// kernels that are no squares of differing sizes, an odd count for twoTailed as keep.
std::string variance_transfer_obstacle(const Shape &source, const Shape &target,
                                       const VarianceOptions &options);

/// The case in words: "512→256 filters: keep 256 by variance, interleaved; …".
std::string describe_variance_transfer(const Shape &source, const Shape &target,
                                       const VarianceOptions &options);

/// Works the transfer out: choices, permutations, origins and the finished weight. Variances are
/// filled in where a rule asked for them. Layer ids and biases are the caller's.
/// @throws Error (InvalidRequest) where there is an obstacle.
LayerDetail transfer_by_variance(const Tensor &source, const Tensor &target,
                                 const VarianceOptions &options, Generator &generator);

/// Consumes what transfer_by_variance() would, without looking at a weight.
void skip_variance_transfer(const Shape &source, const Shape &target,
                            const VarianceOptions &options, Generator &generator);

} // namespace tlvfc
