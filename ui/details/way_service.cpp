#include "ui/details/way_service.h"

#include "core/base/error.h"
#include "core/runs/open_network.h"
#include "core/transfer/apply.h"
#include "core/transfer/controls.h"

#include <QThread>

#include <algorithm>

namespace tlvfc::ui {

namespace {

/// Of each a few numbers per layer.
constexpr std::size_t mostRemembered = 40;

std::shared_ptr<const Network> targetOf(const WayOrder &order, ConvMethod wanted)
{
    if (wanted == order.drawn || !order.targetSpec.weights.empty())
        return order.target;
    return std::make_shared<const Network>(open_network(order.targetSpec, order.seed, wanted));
}

TransferPlan planOf(const WayOrder &order, const std::stop_token &stop)
{
    const auto strategy = order.strategy.value_or(preset("he"));
    const auto source = order.source && strategy.transfers()
                            ? controlled_source(order.source, strategy.control, order.seed)
                            : nullptr;
    Generator generator(order.seed);
    return make_plan(source, targetOf(order, drawnFor(strategy)), strategy, generator, stop);
}

std::shared_ptr<const SignalBatch> batchOf(const BatchOrder &order, const std::stop_token &stop)
{
    return std::make_shared<const SignalBatch>(
        order.data ? data_batch(*order.data, order.seed, stop)
                   : normal_batch(order.side, order.classes, order.seed));
}

WayNumbers numbersOf(const WayOrder &order, std::shared_ptr<const SignalBatch> &batch,
                     const std::stop_token &stop)
{
    const auto threads = static_cast<unsigned>(std::max(1, QThread::idealThreadCount() - 1));
    WayNumbers numbers;
    if (!order.batch) {
        numbers.profile = profile_plan(planOf(order, stop), threads, stop);
        return numbers;
    }
    if (!batch)
        batch = batchOf(*order.batch, stop);
    const auto plan = planOf(order, stop);
    const Network begun{plan.target->architecture, apply_plan(plan, threads, stop), {}};
    numbers.signal = measure_signal(begun, *batch, order.seed, stop);
    numbers.images = batch->count();
    numbers.side = batch->side();
    return numbers;
}

} // namespace

ConvMethod drawnFor(const Strategy &strategy)
{
    return strategy.conv == ConvMethod::Glorot ? ConvMethod::Glorot : ConvMethod::He;
}

WayService::WayService(QObject *parent)
    : QObject(parent)
{
}

WayService::Numbers WayService::find(const WayOrder &order) const
{
    const auto known = std::ranges::find(known_, order, &Known::order);
    return known == known_.end() ? nullptr : known->numbers;
}

void WayService::request(const QList<WayOrder> &orders)
{
    orders_ = orders;
    // Nobody asks for networks that are gone, which would stay in memory with their numbers.
    std::erase_if(known_, [&](const Known &known) {
        return std::ranges::none_of(orders, [&](const WayOrder &order) {
            return order.target == known.order.target &&
                   (order.source == known.order.source || !known.order.source);
        });
    });
    workOnNext();
}

void WayService::workOnNext()
{
    QList<Numbers> all;
    for (const auto &order : std::as_const(orders_))
        all << find(order);
    const auto missing = all.indexOf(nullptr);
    if (missing < 0) {
        job_.cancel();
    } else {
        const auto order = orders_[missing];
        const auto remembered = order.batch && batchOrder_ == *order.batch ? batch_ : nullptr;
        using Result = std::pair<Numbers, Batch>;
        job_.start(
            [order, remembered](const std::stop_token &stop) {
                auto batch = remembered;
                try {
                    const auto numbers = numbersOf(order, batch, stop);
                    return Result{std::make_shared<const WayNumbers>(numbers), batch};
                } catch (const std::exception &fault) {
                    throw_if_stopped(stop);
                    WayNumbers numbers;
                    numbers.fault = QString::fromUtf8(fault.what());
                    return Result{std::make_shared<const WayNumbers>(numbers), batch};
                }
            },
            [this, order](const Result &result) {
                known_.push_front({order, result.first});
                if (known_.size() > mostRemembered)
                    known_.pop_back();
                if (order.batch && result.second) {
                    batchOrder_ = *order.batch;
                    batch_ = result.second;
                }
                workOnNext();
            },
            [](const QString &) {});
    }
    if (all.size() > all.count(nullptr))
        emit ready(all);
}

void WayService::cancel() { job_.cancel(); }

} // namespace tlvfc::ui
