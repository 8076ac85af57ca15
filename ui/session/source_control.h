// The source as a control of the comparison has it: untrained or shuffled.
#pragma once

#include <memory>

#include "core/nets/network.h"
#include "core/transfer/strategy.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QString>

namespace tlvfc::ui {

/// Made on a worker, a VGG16 takes seconds; kept until source, control or seed change.
class SourceControl : public QObject
{
    Q_OBJECT

public:
    explicit SourceControl(QObject *parent = nullptr);

    /// What is wanted now; `source` is null while its weights are on their way. ready() or failed()
    /// follows where something has to be made.
    void set(std::shared_ptr<const Network> source, Control control, quint64 seed);

    /// The network that a plan is made from: the source itself under no such control. Null while it
    /// is being made, and where it cannot be.
    std::shared_ptr<const Network> network() const { return network_; }

    /// Why it cannot be made; empty where it can.
    const QString &fault() const { return fault_; }

    bool isBusy() const { return job_.isBusy(); }

signals:
    void ready();
    void failed(const QString &what);
    void busyChanged(bool busy);

private:
    std::shared_ptr<const Network> source_;
    Control control_ = Control::None;
    quint64 seed_ = 0;
    std::shared_ptr<const Network> network_;
    QString fault_;
    LatestJob job_;
};

} // namespace tlvfc::ui
