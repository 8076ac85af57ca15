#include "ui/session/match_overlay.h"

namespace tlvfc::ui {

namespace {

Strategy matchedBy(Strategy strategy, Matching matching)
{
    strategy.matching = matching;
    // Flat lists alone can be aligned at a price.
    if (matching == Matching::DpFlat)
        strategy.standardization = Standardization::Flatten;
    return strategy;
}

} // namespace

MatchOverlay::MatchOverlay(QObject *parent)
    : QObject(parent)
{
}

void MatchOverlay::setPlan(std::shared_ptr<const TransferPlan> plan)
{
    // Plans of other networks come behind none; of the same ones the old lines stand until the new
    // are there.
    if (!plan)
        other_.reset();
    plan_ = std::move(plan);
    make();
}

void MatchOverlay::setMatching(std::optional<Matching> matching)
{
    if (matching_ == matching)
        return;
    matching_ = matching;
    make();
}

void MatchOverlay::make()
{
    job_.cancel();
    fault_.clear();
    const bool isAsked = matching_ && plan_ && plan_->source && plan_->strategy.transfers() &&
                         plan_->strategy.matching != *matching_;
    if (!isAsked)
        return take(nullptr);
    job_.start(
        [plan = plan_, matching = *matching_](const std::stop_token &stop) {
            Generator generator(0);
            return std::make_shared<const TransferPlan>(make_plan(
                plan->source, plan->target, matchedBy(plan->strategy, matching), generator, stop));
        },
        [this](std::shared_ptr<const TransferPlan> other) { take(std::move(other)); },
        [this](const QString &fault) {
            fault_ = fault;
            take(nullptr);
        });
}

void MatchOverlay::take(std::shared_ptr<const TransferPlan> other)
{
    other_ = std::move(other);
    emit changed();
}

} // namespace tlvfc::ui
