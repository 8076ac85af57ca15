#include "ui/window/close_wait.h"

#include "ui/training/training_page.h"
#include "ui/window/weights_saver.h"

#include <utility>

namespace tlvfc::ui {

CloseWait::CloseWait(WeightsSaver *saver, TrainingPage *training, QObject *parent)
    : QObject(parent)
    , saver_(saver)
    , training_(training)
{
    connect(saver_, &WeightsSaver::busyChanged, this, &CloseWait::look);
    connect(training_, &TrainingPage::ordersSettled, this, &CloseWait::look);
    // A window that stays shows what went wrong.
    connect(saver_, &WeightsSaver::failed, this, &CloseWait::callOff);
    connect(training_, &TrainingPage::failed, this, &CloseWait::callOff);
}

QString CloseWait::begin()
{
    const bool writesWeights = saver_->isBusy();
    if ((!writesWeights && !training_->hasOrders()) || std::exchange(isWaiting_, true))
        return {};
    return writesWeights
               ? tr("Weights are still being written: the window closes once they are there. Close "
                    "it again to leave without them.")
               : tr("Runs that you ordered are still being made: the window closes once they are "
                    "there. Close it again to leave without them.");
}

void CloseWait::look()
{
    if (!saver_->isBusy() && !training_->hasOrders() && std::exchange(isWaiting_, false))
        emit over();
}

} // namespace tlvfc::ui
