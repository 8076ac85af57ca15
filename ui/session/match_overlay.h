// Another matching of the same two networks, to be laid over the one that stands.
#pragma once

#include <memory>

#include "core/transfer/plan.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QString>

#include <optional>

namespace tlvfc::ui {

/// Worked out on a worker whenever the plan or the matching that is asked for changes.
class MatchOverlay : public QObject
{
    Q_OBJECT

public:
    explicit MatchOverlay(QObject *parent = nullptr);

    /// Null for none, in between where the networks are others.
    void setPlan(std::shared_ptr<const TransferPlan> plan);

    /// None for no overlay.
    void setMatching(std::optional<Matching> matching);
    std::optional<Matching> matching() const { return matching_; }

    /// Null where none is asked for, where the plan is by this matching already, and where it
    /// cannot be made; fault() says why then.
    std::shared_ptr<const TransferPlan> other() const { return other_; }
    const QString &fault() const { return fault_; }

    bool isBusy() const { return job_.isBusy(); }

signals:
    void changed();

private:
    void make();
    void take(std::shared_ptr<const TransferPlan> other);

    std::shared_ptr<const TransferPlan> plan_;
    std::optional<Matching> matching_;
    std::shared_ptr<const TransferPlan> other_;
    QString fault_;
    LatestJob job_;
};

} // namespace tlvfc::ui
