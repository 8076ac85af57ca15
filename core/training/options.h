// How a network is trained; the defaults are the published recipe (METHOD.md section 5).
#pragma once

#include "core/base/json.h"

#include <vector>

namespace tlvfc {

struct TrainingOptions
{
    int epochs = 200;
    int batch = 128;
    double learning_rate = 1e-4;
    double weight_decay = 5e-4;
    /// MultiStepLR, stepped per batch: the rate falls by `decay` at these shares of all steps.
    /// Off by default, as in the authors' script.
    bool decay_learning_rate = false;
    std::vector<double> milestones = {0.6, 0.8};
    double decay = 0.1;

    /// @throws Error (InvalidRequest) that names the option.
    void validate() const;

    friend bool operator==(const TrainingOptions &, const TrainingOptions &) = default;
};

Json to_json(const TrainingOptions &options);

/// Absent keys take the defaults. @throws Error naming the key and `where`.
TrainingOptions training_options_from_json(const Json &json, const std::string &where);

} // namespace tlvfc
