#include "ui/session/pinned_strategies.h"

#include "core/base/error.h"
#include "ui/session/change_words.h"

#include <algorithm>

namespace tlvfc::ui {

namespace {

QString whatHappens(const TransferPlan &plan, const LayerPlan &layer)
{
    const auto summary = QString::fromStdString(layer.summary);
    if (layer.action == LayerAction::Keep || !layer.source.is_valid())
        return summary;
    return PinnedStrategies::tr("from %1: %2")
        .arg(QString::fromStdString(plan.source->architecture.layer(layer.source).path), summary);
}

std::shared_ptr<const Network> bare(const std::shared_ptr<const Architecture> &tree)
{
    return tree ? std::make_shared<const Network>(Network{*tree, {}, {}}) : nullptr;
}

/// What became of one pin on the worker.
struct Planned
{
    QChar letter;
    std::shared_ptr<const TransferPlan> plan;
    QString fault;
};

} // namespace

QString PinnedStrategy::title() const
{
    return QStringLiteral("%1: %2").arg(letter).arg(name.isEmpty() ? strategyName(strategy) : name);
}

PinnedStrategies::PinnedStrategies(TransferSession *session, QObject *parent)
    : QObject(parent)
    , session_(session)
{
    for (const auto changed : {&TransferSession::sourceChanged, &TransferSession::targetChanged,
                               &TransferSession::seedChanged})
        connect(session, changed, this, &PinnedStrategies::replanAll);
    for (const auto now : {&TransferSession::strategyChanged, &TransferSession::planChanged}) {
        connect(session, now, this, [this] {
            if (!pins_.isEmpty())
                emit changed();
        });
    }
}

int PinnedStrategies::sameAsNow() const
{
    for (int pin = 0; pin < pins_.size(); ++pin) {
        if (changes(pin).isEmpty())
            return pin;
    }
    return -1;
}

bool PinnedStrategies::canPin() const { return pins_.size() < most && sameAsNow() < 0; }

void PinnedStrategies::pin()
{
    if (!canPin())
        return;
    auto letter = QChar(u'A');
    const auto isTaken = [&](const PinnedStrategy &pin) { return pin.letter == letter; };
    while (std::ranges::any_of(pins_, isTaken))
        letter = QChar(letter.unicode() + 1);
    PinnedStrategy pin{letter, {}, session_->strategy(), nullptr, {}};
    pins_.insert(std::ranges::upper_bound(pins_, letter, {}, &PinnedStrategy::letter), pin);
    planMissing();
    emit changed();
}

void PinnedStrategies::remove(int pin)
{
    pins_.removeAt(pin);
    emit changed();
}

void PinnedStrategies::removeAll()
{
    pins_.clear();
    planning_.cancel();
    emit changed();
}

void PinnedStrategies::restore(const QList<PinnedStrategy> &pins)
{
    pins_ = pins;
    replanAll();
    emit changed();
}

void PinnedStrategies::rename(int pin, const QString &name)
{
    pins_[pin].name = name.simplified();
    emit changed();
}

void PinnedStrategies::returnTo(int pin) { session_->setStrategy(Strategy(pins_[pin].strategy)); }

QStringList PinnedStrategies::changes(int pin) const
{
    return optionChanges(pins_[pin].strategy, session_->strategy());
}

void PinnedStrategies::replanAll()
{
    for (auto &pin : pins_) {
        pin.plan.reset();
        pin.fault.clear();
    }
    planMissing();
    if (!pins_.isEmpty())
        emit changed();
}

void PinnedStrategies::planMissing()
{
    const auto source = session_->sourceArchitecture();
    const auto target = session_->targetArchitecture();
    planning_.cancel();
    QList<PinnedStrategy> missing;
    for (const auto &pin : std::as_const(pins_)) {
        if (!pin.plan && pin.fault.isEmpty() && target && (source || !pin.strategy.transfers()))
            missing << pin;
    }
    if (missing.isEmpty())
        return;
    planning_.start(
        [source, target, missing, seed = session_->seed()](std::stop_token stop) {
            QList<Planned> all;
            for (const auto &pin : missing) {
                try {
                    Generator generator(seed);
                    all << Planned{pin.letter,
                                   std::make_shared<const TransferPlan>(make_plan(
                                       bare(source), bare(target), pin.strategy, generator, stop)),
                                   {}};
                } catch (const Error &error) {
                    throw_if_stopped(stop);
                    all << Planned{pin.letter, nullptr, QString::fromUtf8(error.what())};
                }
            }
            return all;
        },
        [this](const QList<Planned> &all) {
            for (const auto &[letter, plan, fault] : all) {
                const auto pin = std::ranges::find(pins_, letter, &PinnedStrategy::letter);
                if (pin == pins_.end())
                    continue;
                pin->plan = plan;
                pin->fault = fault;
            }
            emit changed();
        },
        [](const QString &) {});
}

QHash<int, QString> PinnedStrategies::layerChanges(int pin) const
{
    QHash<int, QString> changes;
    const auto now = session_->plan();
    const auto &plan = pins_[pin].plan;
    if (!plan || !now || plan->layers.size() != now->layers.size())
        return changes;
    for (std::size_t i = 0; i < now->layers.size(); ++i) {
        const auto &here = now->layers[i];
        const auto &there = plan->layers[i];
        const bool isSame = here.source == there.source && here.action == there.action &&
                            here.summary == there.summary;
        if (!isSame && here.target == there.target)
            changes.insert(here.target.value, whatHappens(*plan, there));
    }
    return changes;
}

QHash<int, QString> PinnedStrategies::layerChanges() const
{
    QHash<int, QString> all;
    for (int pin = 0; pin < pins_.size(); ++pin) {
        const auto changes = layerChanges(pin);
        for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
            auto &words = all[change.key()];
            words += (words.isEmpty() ? QString() : QStringLiteral("; ")) +
                     tr("%1 %2").arg(pins_[pin].letter).arg(change.value());
        }
    }
    return all;
}

} // namespace tlvfc::ui
