// What a right click on a layer of the target offers.
#pragma once

#include "core/nets/architecture.h"

class QPoint;
class QWidget;

namespace tlvfc::ui {

class TransferSession;

/// Where the layer takes its weights from, and how to change that. No menu for a layer that the
/// strategy does not act on, unless a lock is to be taken away.
void showLockMenu(TransferSession *session, LayerId target, const QPoint &globalPosition,
                  QWidget *parent);

} // namespace tlvfc::ui
