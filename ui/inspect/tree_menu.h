// What can be done with a row of a tree.
#pragma once

class QPoint;

namespace tlvfc::ui {

class NetworkTree;
class TransferSession;

/// Opens the context menu for the row at this position of the tree's viewport, the current one
/// where there is none. `lockable` is null where layers cannot be locked: in the source's tree.
void showTreeMenu(NetworkTree *tree, const QPoint &position, TransferSession *lockable);

} // namespace tlvfc::ui
