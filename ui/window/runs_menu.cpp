#include "ui/window/runs_menu.h"

#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tlvfc::ui {

void addRunsMenu(MainWindow *window)
{
    const auto *actions = window->trainingPage()->runsList()->runActions();
    auto *menu = window->menuBar()->addMenu(QCoreApplication::translate("Menus", "&Runs"));
    actions->addSelectionTo(menu);
    menu->addSeparator();
    menu->addActions({actions->search, actions->showArchived, actions->openTrash});
    menu->addSeparator();
    menu->addAction(actions->undo);
    // Connected last, so that what the action itself brings to the front is on a page that shows.
    for (auto *action : actions->all())
        QObject::connect(action, &QAction::triggered, window,
                         [window] { window->showPage(MainWindow::Train); });
}

} // namespace tlvfc::ui
