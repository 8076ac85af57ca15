// One layer's facts without a session, and what its details show.
#pragma once

#include "tests/support/pattern_network.h"
#include "ui/details/pair_details.h"

#include <QLabel>
#include <QTabWidget>

namespace tlvfc::test {

inline std::shared_ptr<const ui::PairFacts> factsOf(const char *source, const char *target,
                                                    const char *layer,
                                                    Strategy strategy = preset("tlvfc"),
                                                    const char *lock = "")
{
    if (*lock)
        strategy.locks.push_back({lock, layer});
    Generator generator(2);
    auto plan = std::make_shared<const TransferPlan>(make_plan(
        pattern_network(source, 10, 1), pattern_network(target, 10, 100), strategy, generator));
    const auto id = plan->target->architecture.find(layer);
    auto detail = std::make_shared<const LayerDetail>(make_detail(*plan, id));
    return ui::gatherFacts(plan, detail);
}

inline QString text(const QWidget &widget, const char *label)
{
    return widget.findChild<QLabel *>(QString::fromLatin1(label))->text();
}

inline int visibleTabs(const QWidget &widget)
{
    const auto *tabs = widget.findChild<QTabWidget *>();
    int count = 0;
    for (int i = 0; i < tabs->count(); ++i)
        count += tabs->isTabVisible(i);
    return count;
}

} // namespace tlvfc::test
