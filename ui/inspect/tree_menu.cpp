#include "ui/inspect/tree_menu.h"

#include "ui/inspect/lock_menu.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_tree.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>

namespace tlvfc::ui {

namespace {

struct TreeMenu
{
    Q_DECLARE_TR_FUNCTIONS(TreeMenu)
};

void addCopying(QMenu *menu, NetworkTree *tree, const QModelIndex &row)
{
    auto *copy = menu->addAction(TreeMenu::tr("Copy"), tree, [tree] { tree->copySelected(); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(tree->selectionModel()->hasSelection());
    menu->addAction(TreeMenu::tr("Copy All Rows"), tree, [tree] { tree->copyAll(); });
    const auto path = row.data(NetworkModel::PathRole).toString();
    if (!path.isEmpty()) {
        menu->addAction(TreeMenu::tr("Copy “%1”").arg(path), tree,
                        [path] { QApplication::clipboard()->setText(path); });
    }
}

void addFolding(QMenu *menu, NetworkTree *tree, const QModelIndex &row)
{
    if (row.isValid() && tree->model()->hasChildren(row)) {
        const QPersistentModelIndex here = row;
        menu->addAction(TreeMenu::tr("Unfold This"), tree,
                        [tree, here] { tree->expandRecursively(here); });
        menu->addAction(TreeMenu::tr("Fold This"), tree, [tree, here] { tree->collapse(here); });
    }
    menu->addAction(TreeMenu::tr("Unfold One Level"), tree, [tree] { tree->unfoldLevel(); });
    menu->addAction(TreeMenu::tr("Fold One Level"), tree, [tree] { tree->foldLevel(); });
    menu->addAction(TreeMenu::tr("Unfold All"), tree, [tree] { tree->expandAll(); });
    menu->addAction(TreeMenu::tr("Fold All"), tree, [tree] { tree->collapseAll(); });
}

} // namespace

void showTreeMenu(NetworkTree *tree, const QPoint &position, TransferSession *lockable)
{
    if (!tree->network()->architecture())
        return;
    auto row = tree->indexAt(position);
    if (!row.isValid())
        row = tree->currentIndex();
    row = row.siblingAtColumn(NetworkModel::LayerColumn);
    auto *menu = new QMenu(tree);
    menu->setObjectName(QStringLiteral("treeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (lockable) {
        const LayerId layer(row.isValid() ? row.data(NetworkModel::LayerIdRole).toInt() : -1);
        addLockActions(menu, lockable, layer);
        if (!menu->isEmpty())
            menu->addSeparator();
    }
    addCopying(menu, tree, row);
    menu->addSeparator();
    addFolding(menu, tree, row);
    menu->addSeparator();
    menu->addMenu(TreeMenu::tr("Columns"))->addActions(tree->header()->actions());
    menu->popup(tree->viewport()->mapToGlobal(position));
}

} // namespace tlvfc::ui
