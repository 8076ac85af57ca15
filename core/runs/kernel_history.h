// A run's first convolution as training moves it, kept in the run's folder.
#pragma once

#include "core/base/weights.h"
#include "core/nets/architecture.h"
#include "core/runs/run_folder.h"

#include <string>
#include <vector>

namespace tlvfc {

/// The first layer's kernels after an epoch, or 0 for those that training began with.
struct FirstKernels
{
    int epoch = 0;
    std::string layer; ///< "conv1"
    Tensor weight;     ///< filters×channels×height×width
};

/// Whether an epoch's kernels are kept: each of the first ten, then about fifty evenly, the last.
bool keeps_kernels(int epoch, int epochs);

/// Does nothing for a network without a convolution.
/// @throws Error (Failure) if the file cannot be written.
void keep_first_kernels(const RunFolder &run, int epoch, const Architecture &architecture,
                        const Weights &weights);

/// By rising epoch; a file that is damaged is left out and named among `problems`.
std::vector<FirstKernels> read_first_kernels(const RunFolder &run,
                                             std::vector<std::string> &problems);

} // namespace tlvfc
