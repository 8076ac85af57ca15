#include "ui/session/pinned_strategy.h"

#include "ui/session/change_words.h"

namespace tlvfc::ui {

namespace {

QString whatHappens(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto summary = QString::fromStdString(layer.summary);
    if (layer.action == LayerAction::Keep || !layer.source.is_valid())
        return summary;
    return PinnedStrategy::tr("from %1: %2")
        .arg(QString::fromStdString(plan.source->architecture.layer(layer.source).path), summary);
}

std::shared_ptr<const Network> bare(const std::shared_ptr<const Architecture> &tree)
{
    return tree ? std::make_shared<const Network>(Network{*tree, {}, {}}) : nullptr;
}

} // namespace

PinnedStrategy::PinnedStrategy(TransferSession *session, QObject *parent)
    : QObject(parent)
    , session_(session)
{
    for (const auto changed : {&TransferSession::sourceChanged, &TransferSession::targetChanged,
                               &TransferSession::seedChanged})
        connect(session, changed, this, &PinnedStrategy::replan);
    for (const auto now : {&TransferSession::strategyChanged, &TransferSession::planChanged}) {
        connect(session, now, this, [this] {
            if (isPinned())
                emit changed();
        });
    }
}

void PinnedStrategy::pin()
{
    strategy_ = session_->strategy();
    replan();
}

void PinnedStrategy::unpin()
{
    strategy_.reset();
    replan();
}

void PinnedStrategy::returnTo()
{
    if (strategy_)
        session_->setStrategy(*strategy_);
}

QStringList PinnedStrategy::changes() const
{
    return strategy_ ? optionChanges(*strategy_, session_->strategy()) : QStringList();
}

void PinnedStrategy::replan()
{
    const auto source = session_->sourceArchitecture();
    const auto target = session_->targetArchitecture();
    planning_.cancel();
    takePlan(nullptr, {});
    if (!strategy_ || !target || (!source && strategy_->transfers()))
        return;
    planning_.start(
        [source, target, strategy = *strategy_, seed = session_->seed()](std::stop_token stop) {
            Generator generator(seed);
            return std::make_shared<const TransferPlan>(
                make_plan(bare(source), bare(target), strategy, generator, stop));
        },
        [this](std::shared_ptr<const TransferPlan> plan) { takePlan(std::move(plan), {}); },
        [this](const QString &what) { takePlan(nullptr, what); });
}

void PinnedStrategy::takePlan(std::shared_ptr<const TransferPlan> plan, const QString &fault)
{
    plan_ = std::move(plan);
    fault_ = fault;
    emit changed();
}

QHash<int, QString> PinnedStrategy::layerChanges() const
{
    QHash<int, QString> changes;
    const auto now = session_->plan();
    if (!plan_ || !now || plan_->layers.size() != now->layers.size())
        return changes;
    for (std::size_t i = 0; i < now->layers.size(); ++i) {
        const auto &here = now->layers[i];
        const auto &there = plan_->layers[i];
        const bool isSame = here.source == there.source && here.action == there.action &&
                            here.summary == there.summary;
        if (!isSame && here.target == there.target)
            changes.insert(here.target.value, whatHappens(*plan_, there));
    }
    return changes;
}

} // namespace tlvfc::ui
