// Layers of a plan worked out in full on a worker, the newest wish first, a few remembered.
#pragma once

#include "core/transfer/layer_detail.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QString>

#include <list>
#include <memory>

namespace tlvfc::ui {

class DetailService : public QObject
{
    Q_OBJECT

public:
    explicit DetailService(QObject *parent = nullptr);

    /// Forgets what was remembered of another plan. Null where there is none.
    void setPlan(std::shared_ptr<const TransferPlan> plan);

    /// ready() or failed() follows; an earlier request that is still under way is dropped.
    void request(LayerId target);

    bool isBusy() const { return job_.isBusy(); }

signals:
    void ready(std::shared_ptr<const tlvfc::LayerDetail> detail);
    void failed(const QString &what);
    void busyChanged(bool busy);

private:
    void remember(std::shared_ptr<const LayerDetail> detail);

    std::shared_ptr<const TransferPlan> plan_;
    std::list<std::shared_ptr<const LayerDetail>> remembered_; ///< newest first
    LatestJob job_;
};

} // namespace tlvfc::ui
