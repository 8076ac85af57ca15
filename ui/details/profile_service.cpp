#include "ui/details/profile_service.h"

#include "core/runs/open_network.h"
#include "core/transfer/controls.h"

#include <QThread>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// Keeps every layer.
TransferPlan planOfNothing(std::shared_ptr<const Network> target, const std::stop_token &stop)
{
    Generator generator(0);
    return make_plan(nullptr, std::move(target), preset("he"), generator, stop);
}

std::shared_ptr<const Network> targetOf(const ProfileOrder &order, ConvMethod wanted)
{
    if (wanted == order.drawn || !order.targetSpec.weights.empty())
        return order.target;
    return std::make_shared<const Network>(open_network(order.targetSpec, order.seed, wanted));
}

std::vector<LayerProfile> profileOf(const ProfileOrder &order, const std::stop_token &stop)
{
    const auto threads = static_cast<unsigned>(std::max(1, QThread::idealThreadCount() - 1));
    if (!order.plan)
        return profile_plan(planOfNothing(targetOf(order, ConvMethod::He), stop), threads, stop);
    auto plan = *order.plan;
    plan.target = targetOf(order, drawnFor(plan.strategy));
    plan.source = controlled_source(order.source, plan.strategy.control, order.seed);
    return profile_plan(plan, threads, stop);
}

} // namespace

ConvMethod drawnFor(const Strategy &strategy)
{
    return strategy.conv == ConvMethod::Glorot ? ConvMethod::Glorot : ConvMethod::He;
}

ProfileService::ProfileService(QObject *parent)
    : QObject(parent)
{
}

ProfileService::Profile ProfileService::find(const ProfileOrder &order) const
{
    const auto known = std::ranges::find(known_, order, &Known::order);
    return known == known_.end() ? nullptr : known->profile;
}

void ProfileService::request(const QList<ProfileOrder> &orders)
{
    std::erase_if(known_, [&](const Known &known) { return !orders.contains(known.order); });
    QList<Profile> profiles;
    for (const auto &order : orders)
        profiles << find(order);
    if (!profiles.contains(nullptr)) {
        job_.cancel();
        return emit ready(profiles);
    }
    job_.start(
        [orders, profiles](const std::stop_token &stop) {
            auto all = profiles;
            for (qsizetype i = 0; i < all.size(); ++i) {
                if (!all[i])
                    all[i] = std::make_shared<const std::vector<LayerProfile>>(
                        profileOf(orders[i], stop));
            }
            return all;
        },
        [this, orders](const QList<Profile> &all) {
            known_.clear();
            for (qsizetype i = 0; i < all.size(); ++i)
                known_.push_back({orders[i], all[i]});
            emit ready(all);
        },
        [this](const QString &what) { emit failed(what); });
}

void ProfileService::cancel() { job_.cancel(); }

} // namespace tlvfc::ui
