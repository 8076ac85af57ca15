#include "ui/window/help_menu.h"

#include "ui/learn/help_pages.h"
#include "ui/window/about.h"
#include "ui/window/learning.h"
#include "ui/window/main_window.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tlvfc::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Menus", text); }

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
        auto title = page.title;
        title.replace(QLatin1Char('&'), QStringLiteral("&&"));
        add(menu, title, tr("Opens this page of the help"), {}, learning,
            [learning, name = page.name] { learning->showHelp(name); });
    }
}

} // namespace

void addHelpMenu(MainWindow *window)
{
    auto *learning = new Learning(window);
    auto *menu = window->menuBar()->addMenu(tr("&Help"));
    // Also where a window of its own has the focus, such as the help's.
    add(menu, tr("&Help for This"), tr("The help page of what has the focus"),
        QKeySequence(Qt::Key_F1), learning, &Learning::showHelpForFocus)
        ->setShortcutContext(Qt::ApplicationShortcut);
    addPages(menu->addMenu(tr("Help &Pages")), learning);
    menu->addSeparator();
    add(menu, tr("&Guided Tour"),
        tr("Ten short steps from two networks that do not fit to curves that tell"),
        QKeySequence(Qt::SHIFT | Qt::Key_F1), learning, &Learning::startTour)
        ->setObjectName(QStringLiteral("startTour"));
    add(menu, tr("&Open a Tour…"), tr("Leads through a tour that somebody else wrote"), {},
        learning, &Learning::askForTour)
        ->setObjectName(QStringLiteral("openTour"));
    menu->addSeparator();
    add(menu, tr("&Commands…"), tr("Finds every action by a few letters of its name"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), window, &MainWindow::showPalette);
    add(menu, tr("&About TLVFC Studio"), tr("Version, license and where the method comes from"), {},
        window, [window] { showAbout(window); });
}

} // namespace tlvfc::ui
