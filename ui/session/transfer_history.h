// What a person changed about the open transfer, step by step, to be taken back and done again.
#pragma once

#include "ui/session/transfer_session.h"

#include <QElapsedTimer>
#include <QUndoStack>

#include <array>
#include <chrono>
#include <optional>

namespace tlvfc::ui {

/// All that a step may change. A network is remembered as what opens it, never by its weights.
struct TransferState
{
    std::array<NetworkSpec, 2> specs; ///< by Side
    Strategy strategy;
    quint64 seed = 0;

    const NetworkSpec &spec(Side side) const { return specs[static_cast<std::size_t>(side)]; }
    NetworkSpec &spec(Side side) { return specs[static_cast<std::size_t>(side)]; }

    friend bool operator==(const TransferState &, const TransferState &) = default;
};

/// Watches the session, whoever changes it, and changes nothing but it. Opening the first network
/// of a side is no step, since nothing stood there before. A step whose network cannot be opened
/// any more leaves the one that stands, and the session says why.
class TransferHistory : public QObject
{
    Q_OBJECT

public:
    /// The session must outlive the history. Whatever else changes the session when a network
    /// comes (locks that do not fit it) has to be connected later, so that it joins that step.
    explicit TransferHistory(TransferSession *session, QObject *parent = nullptr);

    /// Steps with their words: what undoText() and redoText() say is what the step did.
    QUndoStack *stack() { return &stack_; }

    /// Opens a network that nobody chose just now: no step, wherever it leads.
    void openQuietly(Side side, const NetworkSpec &spec);

    /// Begins anew from what stands now.
    void clear();

    /// Numbers changed by the same control within this time are one step.
    void setMergeWindow(std::chrono::milliseconds window) { mergeWindow_ = window; }

private:
    class Step;

    void takeTree(Side side);
    void takeBack(Side side);
    void takeStrategy();
    void takeSeed();
    void forgetFailed(Side side);
    void push(const TransferState &before, const QString &words);
    void restore(const TransferState &from, const TransferState &to);
    void takePending();
    bool isAwaited(Side side, const NetworkSpec &spec) const;

    TransferSession *session_;
    QUndoStack stack_;
    TransferState state_; ///< as it is, or will be once the networks asked for are there
    std::array<std::optional<NetworkSpec>, 2> awaited_; ///< opened by a step, or quietly
    std::optional<Strategy> pending_; ///< its locks speak of a network that is still on its way
    QElapsedTimer sinceStep_;
    std::chrono::milliseconds mergeWindow_{1500};
    bool isStepOpen_ = false; ///< what changes now belongs to the last step
    bool isTakingBack_ = false;
};

} // namespace tlvfc::ui
