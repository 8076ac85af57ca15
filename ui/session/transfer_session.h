// The open transfer: two networks, a strategy, a seed, and the plan that follows from them.
#pragma once

#include "core/runs/open_network.h"
#include "core/transfer/layer_detail.h"
#include "core/transfer/plan.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/detail_service.h"
#include "ui/session/side.h"
#include "ui/session/source_control.h"

#include <QObject>
#include <QString>

#include <memory>

namespace tlvfc::ui {

/// Reads, draws and plans on workers; getters and signals belong to the session's thread. A tree is
/// there first, its weights follow; where opening fails the old network stays.
class TransferSession : public QObject
{
    Q_OBJECT

public:
    explicit TransferSession(QObject *parent = nullptr);

    void openSource(const NetworkSpec &spec) { open(Side::Source, spec); }
    void openTarget(const NetworkSpec &spec) { open(Side::Target, spec); }
    void open(Side side, const NetworkSpec &spec);

    /// Stops reading a weights file; what stood before it stands again. Nothing while no file is
    /// being opened.
    void cancelOpening(Side side);

    void setStrategy(const Strategy &strategy);
    /// Of new weights and of the transfer: two streams that one number decides.
    void setSeed(quint64 seed);

    const NetworkSpec &spec(Side side) const { return at(side).spec; }
    NetworkSpec sourceSpec() const { return spec(Side::Source); }
    NetworkSpec targetSpec() const { return spec(Side::Target); }

    /// Null until a network was opened.
    std::shared_ptr<const Architecture> architecture(Side side) const { return at(side).tree; }
    std::shared_ptr<const Architecture> sourceArchitecture() const
    {
        return architecture(Side::Source);
    }
    std::shared_ptr<const Architecture> targetArchitecture() const
    {
        return architecture(Side::Target);
    }

    /// Null while the weights are being read or drawn.
    std::shared_ptr<const Network> network(Side side) const { return at(side).network; }
    std::shared_ptr<const Network> source() const { return network(Side::Source); }
    std::shared_ptr<const Network> target() const { return network(Side::Target); }

    const Strategy &strategy() const { return strategy_; }
    quint64 seed() const { return seed_; }

    /// Null until both trees are there, and where the strategy cannot be carried out. Made from
    /// the trees at first, so that matches show before weights do; see planHasWeights(). Its source
    /// is the one that the strategy's control asks for, so not always source().
    std::shared_ptr<const TransferPlan> plan() const { return plan_; }
    bool planHasWeights() const;
    /// Why there is no plan: a sentence, empty where nothing is wrong with the strategy.
    const QString &planFault() const { return planFault_; }

    /// detailReady() follows, at once where the detail was made before; the newest request wins.
    /// Waits for the weights where they are not there yet.
    void requestDetail(LayerId target);

    bool isBusy() const { return isBusy_; }

signals:
    void sourceChanged(); ///< another tree
    void targetChanged();
    void weightsReady(tlvfc::ui::Side side);
    /// How much of a weights file has been read, 0 to 1; at most ten times a second.
    void weightsProgressed(tlvfc::ui::Side side, double fraction);
    void openCanceled(tlvfc::ui::Side side);
    void strategyChanged();
    void seedChanged();
    void planChanged();
    void detailReady(std::shared_ptr<const tlvfc::LayerDetail> detail);
    void busyChanged(bool busy);
    void failed(const QString &what); ///< a sentence, whatever went wrong
    /// The same, where opening one side went wrong.
    void openFailed(tlvfc::ui::Side side, const QString &what);
    /// The same, where the strategy cannot be carried out.
    void planFailed(const QString &what);
    /// The same, where the layer asked for cannot be worked out.
    void detailFailed(const QString &what);

private:
    /// What stands open on one side.
    struct Opened
    {
        NetworkSpec spec;
        std::shared_ptr<const Architecture> tree;
        std::shared_ptr<const Network> bare; ///< the tree without a weight, for a first plan
        std::shared_ptr<const Network> network;
    };
    struct End
    {
        Opened now;
        Opened before; ///< stands again where the weights cannot be had
        LatestJob opening;
        bool isOpeningTree = false; ///< of a network that is to stand here
    };

    End &end(Side side) { return side == Side::Source ? source_ : target_; }
    const Opened &at(Side side) const { return side == Side::Source ? source_.now : target_.now; }
    void takeTree(Side side, const NetworkSpec &spec, Architecture tree);
    void loadWeights(Side side);
    void drawAnew(Side side);
    void goBack(Side side);
    void tellTree(Side side);
    void replan();
    void controlSource();
    void failPlan(const QString &what);
    void takePlan(std::shared_ptr<const TransferPlan> plan);
    std::shared_ptr<const TransferPlan> withWeights(std::shared_ptr<const TransferPlan> plan) const;
    void refreshBusy();

    End source_;
    End target_;
    Strategy strategy_;
    quint64 seed_ = 2;
    std::shared_ptr<const TransferPlan> plan_;
    QString planFault_;
    LayerId wanted_; ///< a detail asked for before the weights were there
    LatestJob planning_;
    SourceControl control_;
    DetailService details_;
    bool isBusy_ = false;
};

} // namespace tlvfc::ui
