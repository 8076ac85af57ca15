#include "ui/window/tree_menus.h"

#include "ui/inspect/layer_map.h"
#include "ui/inspect/matching_panel.h"
#include "ui/inspect/network_model.h"
#include "ui/inspect/network_panel.h"
#include "ui/inspect/network_tree.h"
#include "ui/inspect/transfer_page.h"
#include "ui/inspect/tree_bar.h"
#include "ui/inspect/tree_columns.h"
#include "ui/window/main_window.h"

#include <QCoreApplication>
#include <QMenu>

namespace tlvfc::ui {

namespace {

struct Menus
{
    Q_DECLARE_TR_FUNCTIONS(Menus)
};

/// On the tree that has the keyboard, else on both.
template <typename Act>
void add(QMenu *menu, const QString &text, const QString &tip, const QKeySequence &keys,
         MainWindow *window, Act act)
{
    auto *action = menu->addAction(text);
    action->setStatusTip(tip);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, window, [window, act] {
        window->showPage(MainWindow::Transfer);
        const auto panels = window->transferPage()->matchingPanel()->meantPanels();
        for (auto *panel : panels)
            act(panel);
    });
}

void addFolding(QMenu *menu, MainWindow *window)
{
    const auto addTo = [&](const QString &text, const QString &tip, const QKeySequence &keys,
                           void (NetworkTree::*act)()) {
        add(menu, text, tip, keys, window, [act](NetworkPanel *panel) { (panel->tree()->*act)(); });
    };
    addTo(Menus::tr("&Unfold One Level"), Menus::tr("Shows one level more of the trees"),
          QKeySequence(Qt::CTRL | Qt::Key_Plus), &NetworkTree::unfoldLevel);
    addTo(Menus::tr("&Fold One Level"), Menus::tr("Shows one level less of the trees"),
          QKeySequence(Qt::CTRL | Qt::Key_Minus), &NetworkTree::foldLevel);
    addTo(Menus::tr("Unfold &All Layers"), Menus::tr("Shows every layer of the trees"), {},
          &NetworkTree::expandAll);
    addTo(Menus::tr("Fold A&ll Layers"), Menus::tr("Shows the first level of the trees"), {},
          &NetworkTree::collapseAll);
}

void addShapes(QMenu *menu, MainWindow *window)
{
    add(menu, Menus::tr("Show &Modules"), Menus::tr("Layers as the networks are put together"), {},
        window, [](NetworkPanel *panel) { panel->tree()->setTreeShape(TreeShape::Modules); });
    add(menu, Menus::tr("Show &Blocks"), Menus::tr("Layers as matching by blocks sees them"),
        QKeySequence(Qt::CTRL | Qt::Key_B), window, [](NetworkPanel *panel) {
            const bool isBlocks = panel->model()->treeShape() == TreeShape::Blocks;
            panel->tree()->setTreeShape(isBlocks ? TreeShape::Modules : TreeShape::Blocks);
        });
}

/// The side is named: a person at the keyboard says which.
void addSides(QMenu *menu, MainWindow *window)
{
    auto *matching = window->transferPage()->matchingPanel();
    const struct
    {
        NetworkPanel *panel;
        QString filter;
        QKeySequence filterKeys;
        QString map;
        QString copy;
    } sides[] = {{matching->sourcePanel(), Menus::tr("Filter the &Source's Layers"),
                  QKeySequence(Qt::CTRL | Qt::Key_F), Menus::tr("Scroll the Source's Map"),
                  Menus::tr("Copy the Source's Tree")},
                 {matching->targetPanel(), Menus::tr("Filter the &Target's Layers"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                  Menus::tr("Scroll the Target's Map"), Menus::tr("Copy the Target's Tree")}};
    const auto addOne = [&](const QString &text, const QString &tip, const QKeySequence &keys,
                            auto act) {
        auto *action = menu->addAction(text);
        action->setStatusTip(tip);
        action->setShortcut(keys);
        QObject::connect(action, &QAction::triggered, window, [window, act] {
            window->showPage(MainWindow::Transfer);
            act();
        });
    };
    for (const auto &side : sides) {
        auto *panel = side.panel;
        addOne(side.filter, Menus::tr("What is typed next filters by name, kind or shape"),
               side.filterKeys, [panel] { panel->bar()->focusFilter(); });
        addOne(side.map, Menus::tr("Arrow, page, Home and End keys then scroll the tree"), {},
               [panel] { panel->map()->setFocus(Qt::ShortcutFocusReason); });
        addOne(side.copy, Menus::tr("Copies all rows as text, with the columns that are shown"), {},
               [panel] { panel->tree()->copyAll(); });
    }
}

} // namespace

void addTreeActions(QMenu *menu, MainWindow *window)
{
    auto *matching = window->transferPage()->matchingPanel();
    auto *layers = menu->addMenu(Menus::tr("La&yers"));
    addFolding(layers, window);
    layers->addSeparator();
    addShapes(layers, window);
    layers->addSeparator();
    addSides(layers, window);
    menu->addMenu(Menus::tr("C&olumns"))->addActions(matching->columns()->actions());
    menu->addMenu(matching->linesMenu());
}

} // namespace tlvfc::ui
