// Carries the open transfer out and writes the weights that it gives, off the GUI thread.
#pragma once

#include "ui/jobs/latest_job.h"

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
    /// .safetensors, .pth or .pt.
    void save(const QString &file);

signals:
    void saved(const QString &file);
    void failed(const QString &fault);
    void busyChanged(bool busy);

private:
    TransferSession *session_;
    LatestJob writing_;
};

} // namespace tlvfc::ui
