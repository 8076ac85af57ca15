// How much of every target layer the source gives, for the plan that stands.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/transfer/plan.h"
#include "ui/jobs/latest_job.h"

#include <QHash>
#include <QObject>

namespace tlvfc::ui {

/// Worked out on a worker.
class SourceShares : public QObject
{
    Q_OBJECT

public:
    explicit SourceShares(QObject *parent = nullptr);

    /// A plan that only gained its weights changes nothing. Null forgets all.
    void setPlan(std::shared_ptr<const TransferPlan> plan);

    /// By LayerId's value, 0 to 1 (core/transfer/source_share.h); those of the plan before until
    /// the new are there, since they speak of the same layers.
    const QHash<int, double> &shares() const { return shares_; }
    bool isBusy() const { return job_.isBusy(); }

signals:
    void changed();

private:
    std::shared_ptr<const TransferPlan> plan_;
    QHash<int, double> shares_;
    LatestJob job_;
};

} // namespace tlvfc::ui
