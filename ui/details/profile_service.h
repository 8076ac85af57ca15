// The whole network's numbers for several ways to begin, worked out on a worker.
#pragma once

#include "core/runs/spec.h"
#include "core/transfer/layer_profile.h"
#include "ui/jobs/latest_job.h"

#include <QObject>

#include <list>
#include <memory>

namespace tlvfc::ui {

/// What a profile is made from. The plan may be bare: it is carried out with these networks.
struct ProfileOrder
{
    std::shared_ptr<const TransferPlan> plan; ///< null: the target as it is initialized
    std::shared_ptr<const Network> source;    ///< as it was opened; a control is made here
    std::shared_ptr<const Network> target;
    NetworkSpec targetSpec; ///< draws the target anew where the plan begins from another drawing
    ConvMethod drawn = ConvMethod::He; ///< how the target's convolutions were drawn
    quint64 seed = 0;

    friend bool operator==(const ProfileOrder &, const ProfileOrder &) = default;
};

/// Two strategies begin from the same weights unless one of them asks for Glorot's.
ConvMethod drawnFor(const Strategy &strategy);

class ProfileService : public QObject
{
    Q_OBJECT

public:
    using Profile = std::shared_ptr<const std::vector<LayerProfile>>;

    explicit ProfileService(QObject *parent = nullptr);

    /// ready() follows with one profile for each order, at once where all were made before;
    /// failed() where one cannot be. The newest call wins, and what it leaves out is forgotten.
    void request(const QList<ProfileOrder> &orders);
    void cancel();

    bool isBusy() const { return job_.isBusy(); }

signals:
    void ready(const QList<std::shared_ptr<const std::vector<tlvfc::LayerProfile>>> &profiles);
    void failed(const QString &what);

private:
    struct Known
    {
        ProfileOrder order;
        Profile profile;
    };

    Profile find(const ProfileOrder &order) const;

    std::list<Known> known_;
    LatestJob job_;
};

} // namespace tlvfc::ui
