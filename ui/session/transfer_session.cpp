#include "ui/session/transfer_session.h"

#include "core/base/error.h"

namespace tlvfc::ui {

namespace {

/// Convolutions that are overwritten anyway begin as He draws them.
ConvMethod firstWeights(const Strategy &strategy)
{
    return strategy.conv == ConvMethod::Glorot ? ConvMethod::Glorot : ConvMethod::He;
}

} // namespace

TransferSession::TransferSession(QObject *parent)
    : QObject(parent)
{
    for (auto *job : {&source_.opening, &target_.opening, &planning_})
        connect(job, &LatestJob::busyChanged, this, &TransferSession::refreshBusy);
    connect(&control_, &SourceControl::busyChanged, this, &TransferSession::refreshBusy);
    connect(&control_, &SourceControl::ready, this, [this] {
        if (plan_ && !planning_.isBusy())
            takePlan(plan_);
    });
    connect(&control_, &SourceControl::failed, this, &TransferSession::failPlan);
    connect(&details_, &DetailService::ready, this, &TransferSession::detailReady);
    connect(&details_, &DetailService::failed, this, [this](const QString &what) {
        emit detailFailed(what);
        emit failed(what);
    });
}

void TransferSession::open(Side side, const NetworkSpec &spec)
{
    end(side).isOpeningTree = true;
    end(side).opening.start([spec](const std::stop_token &) { return open_architecture(spec); },
                            [this, side, spec](Architecture tree) {
                                end(side).isOpeningTree = false;
                                takeTree(side, spec, std::move(tree));
                            },
                            [this, side](const QString &what) {
                                end(side).isOpeningTree = false;
                                // The order that this one superseded may have been loading the
                                // network that stands.
                                if (at(side).tree && !at(side).network)
                                    loadWeights(side);
                                emit openFailed(side, what);
                                emit failed(what);
                            });
}

void TransferSession::takeTree(Side side, const NetworkSpec &spec, Architecture tree)
{
    auto &here = end(side);
    if (here.now.network || !here.before.network)
        here.before = here.now;
    here.now = {};
    here.now.spec = spec;
    here.now.bare = std::make_shared<Network>(Network{std::move(tree), {}, {}});
    here.now.tree = {here.now.bare, &here.now.bare->architecture};
    wanted_ = {};
    tellTree(side);
    loadWeights(side);
    replan();
}

void TransferSession::loadWeights(Side side)
{
    const auto conv = side == Side::Target ? firstWeights(strategy_) : ConvMethod::He;
    end(side).opening.startInParts<double>(
        [spec = at(side).spec, seed = seed_, conv](const std::stop_token &stop,
                                                   const std::function<void(double)> &tell) {
            return std::make_shared<const Network>(
                open_network(spec, seed, conv, stop,
                             [&tell](const Progress &progress) { tell(progress.fraction); }));
        },
        [this, side](double fraction) { emit weightsProgressed(side, fraction); },
        [this, side](std::shared_ptr<const Network> network) {
            end(side).now.network = std::move(network);
            end(side).before = {};
            controlSource();
            emit weightsReady(side);
            if (plan_ && !planning_.isBusy())
                takePlan(plan_);
        },
        [this, side](const QString &what) {
            goBack(side);
            emit openFailed(side, what);
            emit failed(what);
        });
}

void TransferSession::goBack(Side side)
{
    auto &here = end(side);
    here.now = std::exchange(here.before, {});
    tellTree(side);
    replan();
}

void TransferSession::cancelOpening(Side side)
{
    auto &here = end(side);
    const bool isReading = here.now.tree && !here.now.network && !here.now.spec.weights.empty();
    if (!isReading || !here.opening.isBusy())
        return;
    here.opening.cancel();
    here.isOpeningTree = false;
    goBack(side);
    emit openCanceled(side);
}

void TransferSession::drawAnew(Side side)
{
    if (!at(side).tree || !at(side).spec.weights.empty())
        return;
    auto &here = end(side);
    if (here.now.network)
        here.before = here.now;
    here.now.network.reset();
    // One that is being opened instead must not be superseded; should it fail, these are drawn.
    if (!here.isOpeningTree)
        loadWeights(side);
}

void TransferSession::tellTree(Side side)
{
    // Ids of layers mean something else now.
    planning_.cancel();
    if (plan_)
        takePlan(nullptr);
    if (side == Side::Source)
        emit sourceChanged();
    else
        emit targetChanged();
}

void TransferSession::setStrategy(const Strategy &strategy)
{
    if (strategy_ == strategy)
        return;
    const bool drawsOtherwise = firstWeights(strategy) != firstWeights(strategy_);
    strategy_ = strategy;
    if (drawsOtherwise)
        drawAnew(Side::Target);
    emit strategyChanged();
    replan();
}

void TransferSession::setSeed(quint64 seed)
{
    if (seed_ == seed)
        return;
    seed_ = seed;
    drawAnew(Side::Source);
    drawAnew(Side::Target);
    emit seedChanged();
    replan();
}

bool TransferSession::planHasWeights() const
{
    return plan_ && plan_->target == at(Side::Target).network &&
           plan_->source == control_.network();
}

void TransferSession::controlSource()
{
    control_.set(at(Side::Source).network, strategy_.control, seed_);
}

void TransferSession::failPlan(const QString &what)
{
    planning_.cancel();
    planFault_ = what;
    takePlan(nullptr);
    emit planFailed(what);
    emit failed(what);
}

void TransferSession::replan()
{
    // Options that exclude each other are said at once, whatever is open.
    try {
        strategy_.validate();
    } catch (const Error &error) {
        return failPlan(QString::fromUtf8(error.what()));
    }
    controlSource();
    if (!control_.fault().isEmpty())
        return failPlan(control_.fault());
    // A plan says the same with and without weights, and for a ResNet152 it takes seconds: it is
    // made once, from the trees.
    const auto source = at(Side::Source).bare;
    const auto target = at(Side::Target).bare;
    if (!target || (!source && strategy_.transfers())) {
        planning_.cancel();
        if (plan_ || !planFault_.isEmpty()) {
            planFault_.clear();
            takePlan(nullptr);
        }
        return;
    }
    planning_.start(
        [source, target, strategy = strategy_, seed = seed_](const std::stop_token &stop) {
            Generator generator(seed);
            return std::make_shared<const TransferPlan>(
                make_plan(source, target, strategy, generator, stop));
        },
        [this](std::shared_ptr<const TransferPlan> plan) { takePlan(std::move(plan)); },
        [this](const QString &what) { failPlan(what); });
}

std::shared_ptr<const TransferPlan>
TransferSession::withWeights(std::shared_ptr<const TransferPlan> plan) const
{
    const auto given = control_.network();
    const auto source = given ? given : at(Side::Source).bare;
    const auto target = at(Side::Target).network ? at(Side::Target).network : at(Side::Target).bare;
    if (!plan || (plan->source == source && plan->target == target))
        return plan;
    auto full = std::make_shared<TransferPlan>(*plan);
    full->source = source;
    full->target = target;
    return full;
}

void TransferSession::takePlan(std::shared_ptr<const TransferPlan> plan)
{
    plan_ = withWeights(std::move(plan));
    if (plan_)
        planFault_.clear();
    details_.setPlan(planHasWeights() ? plan_ : nullptr);
    emit planChanged();
    if (wanted_.is_valid() && planHasWeights())
        details_.request(std::exchange(wanted_, LayerId()));
}

void TransferSession::requestDetail(LayerId target)
{
    wanted_ = planHasWeights() ? LayerId() : target;
    if (!wanted_.is_valid())
        details_.request(target);
}

void TransferSession::refreshBusy()
{
    const bool busy = source_.opening.isBusy() || target_.opening.isBusy() || planning_.isBusy() ||
                      control_.isBusy();
    if (std::exchange(isBusy_, busy) != busy)
        emit busyChanged(busy);
}

} // namespace tlvfc::ui
