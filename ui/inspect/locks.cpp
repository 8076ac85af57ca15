#include "ui/inspect/locks.h"

#include <algorithm>

namespace tlvfc::ui {

Strategy withLock(Strategy strategy, const std::string &source, const std::string &target)
{
    strategy = withoutLock(std::move(strategy), target);
    strategy.locks.push_back({source, target});
    return strategy;
}

Strategy withoutLock(Strategy strategy, std::string_view target)
{
    std::erase_if(strategy.locks, [&](const LayerLock &lock) { return lock.target == target; });
    return strategy;
}

bool isLocked(const Strategy &strategy, std::string_view target)
{
    return std::ranges::find(strategy.locks, target, &LayerLock::target) != strategy.locks.end();
}

Strategy withFittingLocks(Strategy strategy, const Architecture &source, const Architecture &target)
{
    const auto isConvolution = [](const Architecture &architecture, const std::string &path) {
        const auto id = architecture.find(path);
        return id.is_valid() && architecture.layer(id).kind == LayerKind::Conv2d;
    };
    std::erase_if(strategy.locks, [&](const LayerLock &lock) {
        return !isConvolution(source, lock.source) || !isConvolution(target, lock.target);
    });
    return strategy;
}

} // namespace tlvfc::ui
