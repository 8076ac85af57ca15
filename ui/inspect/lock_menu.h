// What a right click on a layer of the target offers.
#pragma once

#include "core/nets/architecture.h"

class QPoint;
class QWidget;

namespace tlvfc::ui {

class TransferSession;

/// Where the layer takes its kernels from, and how to change that. Nothing where the strategy
/// pairs no convolutions or the layer is none.
void showLockMenu(TransferSession *session, LayerId target, const QPoint &globalPosition,
                  QWidget *parent);

} // namespace tlvfc::ui
