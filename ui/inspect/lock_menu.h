// What a right click on a layer of the target offers.
#pragma once

#include "core/nets/architecture.h"

class QMenu;

namespace tlvfc::ui {

class TransferSession;

/// Where the layer takes its weights from, and how to change that. Nothing for a layer that the
/// strategy does not act on, unless a lock is to be taken away.
void addLockActions(QMenu *menu, TransferSession *session, LayerId target);

} // namespace tlvfc::ui
