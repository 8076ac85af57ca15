// The whole network's numbers for several ways to begin, worked out on a worker.
#pragma once

#include <memory>

#include "core/runs/spec.h"
#include "core/training/signal_scale.h"
#include "core/transfer/layer_profile.h"
#include "ui/jobs/latest_job.h"

#include <QList>
#include <QObject>

#include <list>
#include <optional>
#include <vector>

namespace tlvfc::ui {

/// What is sent through a network to measure its signals.
struct BatchOrder
{
    std::optional<DataSpec> data; ///< absent: normal numbers
    int side = 32;                ///< of those
    int classes = 0;              ///< of those
    quint64 seed = 0;

    friend bool operator==(const BatchOrder &, const BatchOrder &) = default;
};

/// One way to begin, carried out with these networks.
struct WayOrder
{
    std::optional<Strategy> strategy;      ///< none: the target as it is initialized
    std::shared_ptr<const Network> source; ///< as it was opened; a control is made here
    std::shared_ptr<const Network> target;
    NetworkSpec
        targetSpec; ///< draws the target anew where the strategy begins from another drawing
    ConvMethod drawn = ConvMethod::He; ///< how the target's convolutions were drawn
    quint64 seed = 0;
    std::optional<BatchOrder> batch; ///< its signals are wanted, in place of its weights

    friend bool operator==(const WayOrder &, const WayOrder &) = default;
};

struct WayNumbers
{
    std::vector<LayerProfile> profile; ///< of its weights; empty where signals were wanted
    std::optional<SignalScale> signal;
    int images = 0; ///< in the batch
    int side = 0;
    QString fault; ///< a sentence, where it cannot be carried out
};

/// Two strategies begin from the same weights unless one of them asks for Glorot's.
ConvMethod drawnFor(const Strategy &strategy);

/// Works one order out after the other, and remembers what it worked out for the same networks.
class WayService : public QObject
{
    Q_OBJECT

public:
    using Numbers = std::shared_ptr<const WayNumbers>;

    explicit WayService(QObject *parent = nullptr);

    /// ready() follows each time that one more is known, at once where some are, with one for each
    /// order and null for those still on their way. The newest call wins.
    void request(const QList<WayOrder> &orders);
    void cancel();

    bool isBusy() const { return job_.isBusy(); }

signals:
    void ready(const QList<std::shared_ptr<const tlvfc::ui::WayNumbers>> &numbers);

private:
    struct Known
    {
        WayOrder order;
        Numbers numbers;
    };

    using Batch = std::shared_ptr<const SignalBatch>;

    Numbers find(const WayOrder &order) const;
    void workOnNext();

    QList<WayOrder> orders_;
    std::list<Known> known_; ///< the newest first
    BatchOrder batchOrder_;  ///< of the batch
    Batch batch_;            ///< the last one
    LatestJob job_;
};

} // namespace tlvfc::ui
