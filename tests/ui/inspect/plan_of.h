// A plan from two trees of the zoo, without a weight.
#pragma once

#include "core/nets/zoo.h"
#include "core/transfer/plan.h"

#include <memory>

namespace tlvfc::test {

inline std::shared_ptr<const TransferPlan> planOf(const char *source, const char *target,
                                                  const Strategy &strategy = preset("tlvfc"))
{
    const auto bare = [](const char *name) {
        return std::make_shared<const Network>(Network{build_architecture(name, 10), {}, {}});
    };
    Generator generator(2);
    return std::make_shared<const TransferPlan>(
        make_plan(bare(source), bare(target), strategy, generator));
}

} // namespace tlvfc::test
