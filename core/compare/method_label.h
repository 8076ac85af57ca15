// What a method is called beside others.
#pragma once

#include "core/training/options.h"
#include "core/transfer/strategy.h"

#include <string>
#include <vector>

namespace tlvfc {

/// "tlvfc", or "tlvfc (keep maxVar)" where options differ from the preset's.
std::string method_label(const Strategy &strategy);

/// As above, and where one strategy was trained by several recipes, what of them sets each apart:
/// "tlvfc (lr 0.001)"; how long they were trained does not. Labels come in the runs' order.
struct LabeledRun
{
    Strategy strategy;
    TrainingOptions training;
};
std::vector<std::string> method_labels(const std::vector<LabeledRun> &runs);

} // namespace tlvfc
