#include "ui/window/help_menu.h"

#include "ui/learn/help_pages.h"
#include "ui/theme/plain_tip.h"
#include "ui/window/about.h"
#include "ui/window/learning.h"
#include "ui/window/main_window.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tlvfc::ui {

namespace {

struct Menus
{
    Q_DECLARE_TR_FUNCTIONS(Menus)
};

template <typename Context, typename Act>
QAction *add(QMenu *menu, const QString &text, const QString &tip, const QKeySequence &keys,
             Context *context, Act act)
{
    auto *action = menu->addAction(text);
    action->setStatusTip(tip);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, context, act);
    return action;
}

/// Each page by its title, so that the command palette finds it.
void addPages(QMenu *menu, Learning *learning)
{
    for (const auto &page : helpPages()) {
        add(menu, plainAction(page.title), Menus::tr("Opens this page of the help"), {}, learning,
            [learning, name = page.name] { learning->showHelp(name); });
    }
}

} // namespace

void addHelpMenu(MainWindow *window)
{
    auto *learning = new Learning(window);
    auto *menu = window->menuBar()->addMenu(Menus::tr("&Help"));
    // Also where a window of its own has the focus, such as the help's.
    add(menu, Menus::tr("&Help for This"), Menus::tr("The help page of what has the focus"),
        QKeySequence(Qt::Key_F1), learning, &Learning::showHelpForFocus)
        ->setShortcutContext(Qt::ApplicationShortcut);
    addPages(menu->addMenu(Menus::tr("Help &Pages")), learning);
    menu->addSeparator();
    add(menu, Menus::tr("&Guided Tour"),
        Menus::tr("Ten short steps from two networks that do not fit to curves that tell"),
        QKeySequence(Qt::SHIFT | Qt::Key_F1), learning, &Learning::startTour)
        ->setObjectName(QStringLiteral("startTour"));
    add(menu, Menus::tr("&Open a Tour…"),
        Menus::tr("Leads through a tour that somebody else wrote"), {}, learning,
        &Learning::askForTour)
        ->setObjectName(QStringLiteral("openTour"));
    menu->addSeparator();
    add(menu, Menus::tr("&Commands…"), Menus::tr("Finds every action by a few letters of its name"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), window, &MainWindow::showPalette);
    add(menu, Menus::tr("&About TLVFC Studio"),
        Menus::tr("Version, license and where the method comes from"), {}, window,
        [window] { showAbout(window); });
}

} // namespace tlvfc::ui
