#include "ui/session/transfer_history.h"

#include "ui/session/change_words.h"

#include <utility>

namespace tlvfc::ui {

namespace {

std::size_t indexOf(Side side) { return static_cast<std::size_t>(side); }

/// A control that gives many values where one is meant.
enum class Dial { None, Rate, Seed, SourceClasses, TargetClasses };

Dial dialOf(const TransferState &before, const TransferState &after)
{
    auto trial = before;
    trial.strategy.crossover_rate = after.strategy.crossover_rate;
    if (trial == after)
        return Dial::Rate;
    trial = before;
    trial.seed = after.seed;
    if (trial == after)
        return Dial::Seed;
    for (const auto side : {Side::Source, Side::Target}) {
        trial = before;
        trial.spec(side).classes = after.spec(side).classes;
        if (trial == after)
            return side == Side::Source ? Dial::SourceClasses : Dial::TargetClasses;
    }
    return Dial::None;
}

} // namespace

class TransferHistory::Step : public QUndoCommand
{
public:
    Step(TransferHistory &history, const TransferState &before, const QString &words,
         bool isSameMove)
        : QUndoCommand(words)
        , history_(history)
        , before_(before)
        , after_(history.state_)
        , isSameMove_(isSameMove)
    {
    }

    int id() const override { return 1; }

    bool opens(Side side) const { return before_.spec(side) != after_.spec(side); }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto &later = *static_cast<const Step *>(other);
        const auto dial = dialOf(later.before_, later.after_);
        const bool isSameDial =
            later.isSameMove_ && dial != Dial::None && dial == dialOf(before_, after_);
        if (!isSameDial && !history_.isStepOpen_)
            return false;
        after_ = later.after_;
        if (isSameDial)
            setText(later.text());
        setObsolete(before_ == after_);
        return true;
    }

    void undo() override
    {
        // What the step did is gone already: a network that could not be opened.
        setObsolete(history_.isTakingBack_);
        history_.restore(after_, before_);
    }

    void redo() override
    {
        // What is pushed has been done.
        if (std::exchange(isDone_, true))
            history_.restore(before_, after_);
    }

private:
    TransferHistory &history_;
    TransferState before_;
    TransferState after_;
    bool isSameMove_;
    bool isDone_ = false;
};

TransferHistory::TransferHistory(TransferSession *session, QObject *parent)
    : QObject(parent)
    , session_(session)
{
    connect(session, &TransferSession::sourceChanged, this, [this] { takeTree(Side::Source); });
    connect(session, &TransferSession::targetChanged, this, [this] { takeTree(Side::Target); });
    connect(session, &TransferSession::strategyChanged, this, &TransferHistory::takeStrategy);
    connect(session, &TransferSession::seedChanged, this, &TransferHistory::takeSeed);
    connect(session, &TransferSession::openFailed, this, &TransferHistory::forgetFailed);
    connect(session, &TransferSession::openCanceled, this, &TransferHistory::forgetFailed);
    clear();
}

void TransferHistory::openQuietly(Side side, const NetworkSpec &spec)
{
    awaited_[indexOf(side)] = spec;
    session_->open(side, spec);
}

void TransferHistory::clear()
{
    state_ = {
        {session_->sourceSpec(), session_->targetSpec()}, session_->strategy(), session_->seed()};
    pending_.reset();
    stack_.clear();
}

bool TransferHistory::isAwaited(Side side, const NetworkSpec &spec) const
{
    return awaited_[indexOf(side)] == spec;
}

void TransferHistory::takeTree(Side side)
{
    const auto &spec = session_->spec(side);
    const bool wasAwaited = isAwaited(side, spec);
    // Of the order that came last alone.
    awaited_[indexOf(side)].reset();
    const auto before = state_;
    state_.spec(side) = spec;
    if (wasAwaited)
        return takePending();
    if (before.spec(side) == spec || before.spec(side).is_absent())
        return;
    // Its weights are there at once only where it stood before: the one that was to follow failed.
    if (session_->network(side))
        return takeBack(side);
    push(before, networkChange(side, before.spec(side), spec));
    isStepOpen_ = true;
    QMetaObject::invokeMethod(
        this, [this] { isStepOpen_ = false; }, Qt::QueuedConnection);
}

/// The last step led to a network that is gone again.
void TransferHistory::takeBack(Side side)
{
    const auto *last = static_cast<const Step *>(stack_.command(stack_.index() - 1));
    if (!last || !last->opens(side))
        return;
    isTakingBack_ = true;
    stack_.undo();
    isTakingBack_ = false;
}

void TransferHistory::takeStrategy()
{
    const auto before = state_;
    if (session_->strategy() == before.strategy)
        return;
    pending_.reset();
    state_.strategy = session_->strategy();
    push(before, strategyChange(before.strategy, state_.strategy));
}

void TransferHistory::takeSeed()
{
    const auto before = state_;
    if (session_->seed() == before.seed)
        return;
    state_.seed = session_->seed();
    push(before, tr("seed %1").arg(state_.seed));
}

void TransferHistory::forgetFailed(Side side)
{
    if (!awaited_[indexOf(side)])
        return;
    awaited_[indexOf(side)].reset();
    state_.spec(side) = session_->spec(side);
    if (std::exchange(pending_, std::nullopt))
        state_.strategy = session_->strategy();
}

void TransferHistory::push(const TransferState &before, const QString &words)
{
    const bool isSameMove = sinceStep_.isValid() && !sinceStep_.hasExpired(mergeWindow_.count());
    sinceStep_.start();
    stack_.push(new Step(*this, before, words, isSameMove));
}

void TransferHistory::restore(const TransferState &from, const TransferState &to)
{
    // A dial that is turned after this is another move.
    sinceStep_.invalidate();
    bool isOpening = false;
    for (const auto side : {Side::Source, Side::Target}) {
        if (from.spec(side) == to.spec(side))
            continue;
        state_.spec(side) = to.spec(side);
        if (session_->spec(side) == to.spec(side) && !awaited_[indexOf(side)])
            continue;
        openQuietly(side, to.spec(side));
        isOpening = true;
    }
    if (from.seed != to.seed) {
        state_.seed = to.seed;
        session_->setSeed(to.seed);
    }
    if (from.strategy == to.strategy)
        return;
    state_.strategy = to.strategy;
    if (isOpening)
        pending_ = to.strategy;
    else
        session_->setStrategy(to.strategy);
}

void TransferHistory::takePending()
{
    if (const auto strategy = std::exchange(pending_, std::nullopt))
        session_->setStrategy(*strategy);
}

} // namespace tlvfc::ui
