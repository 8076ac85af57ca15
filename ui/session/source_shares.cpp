#include "ui/session/source_shares.h"

#include "core/transfer/source_share.h"

namespace tlvfc::ui {

SourceShares::SourceShares(QObject *parent)
    : QObject(parent)
{
    connect(&job_, &LatestJob::busyChanged, this, &SourceShares::changed);
}

void SourceShares::setPlan(std::shared_ptr<const TransferPlan> plan)
{
    // Copies of a plan share their statistics, whatever weights they hold.
    const bool isSame = plan && plan_ && plan->lazy_statistics == plan_->lazy_statistics;
    plan_ = std::move(plan);
    if (isSame)
        return;
    if (!plan_) {
        job_.cancel();
        shares_.clear();
        return emit changed();
    }
    job_.start(
        [plan = plan_](const std::stop_token &stop) {
            QHash<int, double> shares;
            for (const auto &layer : plan->layers) {
                throw_if_stopped(stop);
                shares.insert(layer.target.value, source_share(*plan, layer));
            }
            return shares;
        },
        [this](const QHash<int, double> &shares) {
            shares_ = shares;
            emit changed();
        },
        [](const QString &) {});
}

} // namespace tlvfc::ui
