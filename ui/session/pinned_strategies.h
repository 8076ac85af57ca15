// Strategies that are kept as A, B, C …, to compare what stands now with them.
#pragma once

#include "ui/session/transfer_session.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace tlvfc::ui {

struct PinnedStrategy
{
    QChar letter; ///< 'A' to 'E'; stays with it as long as it is pinned
    QString name; ///< what a person called it; empty: as the strategy is called
    Strategy strategy;
    /// Made from the trees, without a weight. Null while it is being made and where the strategy
    /// cannot be carried out: `fault` says why.
    std::shared_ptr<const TransferPlan> plan;
    QString fault;

    QString title() const; ///< "A: TLVFC, changed"
};

/// Follows the session: every pin is planned anew, on a worker, for the networks and the seed that
/// stand.
class PinnedStrategies : public QObject
{
    Q_OBJECT

public:
    static constexpr int most = 5;

    /// The session must outlive this.
    explicit PinnedStrategies(TransferSession *session, QObject *parent = nullptr);

    const QList<PinnedStrategy> &pins() const { return pins_; }
    bool isEmpty() const { return pins_.isEmpty(); }

    /// Whether pin() would keep what stands now: not while it is pinned, nor beyond `most`.
    bool canPin() const;
    /// The pin that does what stands now, whatever the methods are called; -1 for none.
    int sameAsNow() const;

    void pin(); ///< what stands now, under the first letter that is free
    void remove(int pin);
    void removeAll();
    void restore(const QList<PinnedStrategy> &pins); ///< in place of those that there are
    void rename(int pin, const QString &name);
    void returnTo(int pin); ///< makes it what stands, as a person's choice of it would

    /// What now has otherwise than the pin, in words; empty where nothing is.
    QStringList changes(int pin) const;

    /// Target layers that another source serves, or in another way, and what the pin does to them;
    /// by LayerId's value. Empty as long as one of the plans is missing.
    QHash<int, QString> layerChanges(int pin) const;
    /// The same of all pins, with their letters.
    QHash<int, QString> layerChanges() const;

signals:
    void changed(); ///< what is pinned, what differs, or a plan

private:
    void replanAll();
    void planMissing();

    TransferSession *session_;
    QList<PinnedStrategy> pins_;
    LatestJob planning_;
};

} // namespace tlvfc::ui
