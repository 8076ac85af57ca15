// Carries the open transfer out and writes the weights that it gives, off the GUI thread.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/transfer/plan.h"
#include "ui/jobs/latest_job.h"

#include <QList>
#include <QObject>
#include <QString>

namespace tlvfc::ui {

class TransferSession;

class WeightsSaver : public QObject
{
    Q_OBJECT

public:
    /// The session must outlive the saver.
    explicit WeightsSaver(TransferSession *session, QObject *parent = nullptr);

    /// Empty, or the sentence that says why there is nothing to save yet.
    QString hindrance() const;

    /// saved() or failed() follows. The file's extension says in which form it is written:
    /// .safetensors, .pth or .pt. One order after another is carried out, none is lost.
    void save(const QString &file);

    bool isBusy() const { return writing_.isBusy(); }

signals:
    void saved(const QString &file);
    void failed(const QString &fault);
    void busyChanged(bool busy);

private:
    struct Order
    {
        std::shared_ptr<const TransferPlan> plan;
        QString file;
    };

    void next();

    TransferSession *session_;
    QList<Order> waiting_;
    LatestJob writing_;
};

} // namespace tlvfc::ui
