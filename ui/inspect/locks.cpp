#include "ui/inspect/locks.h"

#include "core/transfer/layer_fit.h"
#include "ui/inspect/network_words.h"

#include <QCoreApplication>

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
    std::erase_if(strategy.locks, [&](const LayerLock &lock) {
        const auto from = source.find(lock.source);
        const auto to = target.find(lock.target);
        if (!from.is_valid() || !to.is_valid())
            return true;
        const auto kind = target.layer(to).kind;
        return source.layer(from).kind != kind || !(is_dimensional(kind) || is_batch_norm(kind));
    });
    return strategy;
}

QString whyNoLock(const TransferPlan &plan, LayerId target)
{
    const auto kind = plan.target->architecture.layer(target).kind;
    return acts_on(plan.strategy, kind) ? QString()
                                        : sentenceOf(why_left_alone(plan.strategy, kind));
}

QString whyNoLock(const TransferPlan &plan, LayerId source, LayerId target)
{
    if (const auto why = whyNoLock(plan, target); !why.isEmpty())
        return why;
    const auto &from = plan.source->architecture.layer(source);
    const auto &to = plan.target->architecture.layer(target);
    const auto nameOf = [](LayerKind kind) {
        const auto name = to_string(kind);
        return QString::fromUtf8(name.data(), std::ssize(name));
    };
    if (from.kind != to.kind)
        return QCoreApplication::translate("Locks", "A %1 takes weights from a %1 alone, not from "
                                                    "a %2.")
            .arg(nameOf(to.kind), nameOf(from.kind));
    const bool isByVariance =
        to.kind == LayerKind::Conv2d && plan.strategy.conv == ConvMethod::Variance;
    return sentenceOf(isByVariance ? variance_misfit(from, to) : clip_misfit(from, to));
}

} // namespace tlvfc::ui
