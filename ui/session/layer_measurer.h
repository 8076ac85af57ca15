// The mean variance of every layer of a network, told as they are worked out.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/nets/network.h"
#include "ui/jobs/latest_job.h"

#include <QHash>
#include <QObject>

namespace tlvfc::ui {

/// On a worker, layer after layer; a person may stop it and have it go on.
class LayerMeasurer : public QObject
{
    Q_OBJECT

public:
    explicit LayerMeasurer(QObject *parent = nullptr);

    /// Begins at once, and anew where it is another network; null forgets all.
    void setNetwork(std::shared_ptr<const Network> network);

    /// By LayerId's value, so far. core/transfer/mean_variance.h
    const QHash<int, double> &variances() const { return variances_; }
    /// How many layers there are to measure.
    int count() const { return count_; }

    bool isBusy() const { return job_.isBusy(); }
    /// Some are missing and none is on its way.
    bool isStopped() const { return !isBusy() && variances_.size() < count_; }
    void stop();
    void goOn();

signals:
    void changed(); ///< more variances, at most ten times a second, or another state

private:
    std::shared_ptr<const Network> network_;
    QHash<int, double> variances_;
    int count_ = 0;
    LatestJob job_;
};

} // namespace tlvfc::ui
