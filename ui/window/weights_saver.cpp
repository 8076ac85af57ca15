#include "ui/window/weights_saver.h"

#include "core/checkpoint/checkpoint.h"
#include "core/transfer/apply.h"
#include "ui/session/transfer_session.h"

#include <QThread>

namespace tlvfc::ui {

WeightsSaver::WeightsSaver(TransferSession *session, QObject *parent)
    : QObject(parent)
    , session_(session)
{
    connect(&writing_, &LatestJob::busyChanged, this, &WeightsSaver::busyChanged);
}

QString WeightsSaver::hindrance() const
{
    if (!session_->targetArchitecture())
        return tr("There is nothing to save yet: open a target network first.");
    if (!session_->plan() && !session_->isBusy())
        return tr("There is nothing to save: open a source network, or choose a strategy that can "
                  "be carried out.");
    if (!session_->plan() || !session_->planHasWeights())
        return tr("The networks' weights are still on their way: save again in a moment.");
    return {};
}

void WeightsSaver::save(const QString &file)
{
    if (const auto fault = hindrance(); !fault.isEmpty()) {
        emit failed(fault);
        return;
    }
    waiting_.append({session_->plan(), file});
    if (!writing_.isBusy())
        next();
}

void WeightsSaver::next()
{
    if (waiting_.isEmpty())
        return;
    const auto threads = static_cast<unsigned>(std::max(1, QThread::idealThreadCount()));
    writing_.start(
        [order = waiting_.takeFirst(), threads](std::stop_token stop) {
            write_weights(order.file.toStdString(), apply_plan(*order.plan, threads, stop));
            return order.file;
        },
        [this](const QString &written) {
            emit saved(written);
            next();
        },
        [this](const QString &fault) {
            emit failed(fault);
            next();
        });
}

} // namespace tlvfc::ui
