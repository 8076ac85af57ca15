// What a run's accuracy cost, with what came before it.
#pragma once

#include "core/nets/multiply_adds.h"
#include "core/runs/run_folder.h"

#include <cstdint>
#include <map>
#include <string>

namespace tlvfc {

/// In multiply-adds, counted from the layers: a backward pass as two forward passes, the passes of
/// validation and test left out. NaN where it is not known.
struct RunCost
{
    double target = 0.0; ///< its training
    double source = 0.0; ///< the frozen source's forward passes, for crossover
    /// Of the source, or of the weights that the target began with: known where the file lies in
    /// the folder of the run that made it. 0 where nothing pretrained was used.
    double pretraining = 0.0;

    double training() const { return target + source; }
    double with_pretraining() const { return training() + pretraining; }
};

/// Counts many runs' costs; each network is walked once.
class RunCosts
{
public:
    /// @param result  what result.json holds
    RunCost of(const RunSpec &spec, const Json &result) { return of(spec, result, 0); }

private:
    RunCost of(const RunSpec &spec, const Json &result, int depth);
    double of_pretraining(const std::string &weights, int depth);
    MultiplyAdds count(const NetworkSpec &network, int classes, int image_size);

    std::map<std::string, MultiplyAdds> counted_;
};

} // namespace tlvfc
