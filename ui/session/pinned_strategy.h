// A strategy that is kept as A, to compare what stands now with it.
#pragma once

#include "ui/session/transfer_session.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace tlvfc::ui {

/// Follows the session: A is planned anew, on a worker, for the networks and the seed that stand.
class PinnedStrategy : public QObject
{
    Q_OBJECT

public:
    /// The session must outlive this.
    explicit PinnedStrategy(TransferSession *session, QObject *parent = nullptr);

    void pin(); ///< what stands now
    void unpin();
    void returnTo(); ///< makes A what stands, as a person's choice of it would

    bool isPinned() const { return strategy_.has_value(); }
    const std::optional<Strategy> &strategy() const { return strategy_; }

    /// What now has otherwise than A, in words; empty where nothing is.
    QStringList changes() const;

    /// Made from the trees, without a weight. Null while it is being made and where A cannot be
    /// carried out: fault() says why.
    std::shared_ptr<const TransferPlan> plan() const { return plan_; }
    const QString &fault() const { return fault_; }

    /// Target layers that another source serves, or in another way, and what A does to them; by
    /// LayerId's value. Empty as long as one of the plans is missing.
    QHash<int, QString> layerChanges() const;

signals:
    void changed(); ///< what is pinned, what differs, or A's plan

private:
    void replan();
    void takePlan(std::shared_ptr<const TransferPlan> plan, const QString &fault);

    TransferSession *session_;
    std::optional<Strategy> strategy_;
    std::shared_ptr<const TransferPlan> plan_;
    QString fault_;
    LatestJob planning_;
};

} // namespace tlvfc::ui
