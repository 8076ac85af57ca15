#include "ui/window/runs_menu.h"

#include "ui/training/launch_panel.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

namespace tlvfc::ui {

void addRunsMenu(MainWindow *window)
{
    const auto *actions = window->trainingPage()->runsList()->runActions();
    auto *menu = window->menuBar()->addMenu(QCoreApplication::translate("Menus", "&Runs"));
    auto *page = window->trainingPage();
    auto *start = menu->addAction(QCoreApplication::translate("Menus", "Start Tra&ining"));
    start->setObjectName(QStringLiteral("startTraining"));
    start->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    start->setStatusTip(
        QCoreApplication::translate("Menus", "Trains what the Train page says, and He beside it "
                                             "where that is ticked"));
    QObject::connect(start, &QAction::triggered, window, [window, page] {
        window->showPage(MainWindow::Train);
        page->launchPanel()->startButton()->click();
    });
    menu->addSeparator();
    actions->addSelectionTo(menu);
    menu->addSeparator();
    actions->addCurvesTo(menu);
    menu->addSeparator();
    menu->addActions({actions->search, actions->showArchived, actions->openTrash});
    menu->addSeparator();
    menu->addAction(actions->undo);
    // Connected last, so that what the action itself brings to the front is on a page that shows.
    for (auto *action : actions->all()) {
        if (action == actions->useAsSource)
            continue; // it shows the Transfer page
        QObject::connect(action, &QAction::triggered, window,
                         [window] { window->showPage(MainWindow::Train); });
    }
}

} // namespace tlvfc::ui
