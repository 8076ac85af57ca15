#include "ui/window/edit_menu.h"

#include "ui/theme/plain_tip.h"
#include "ui/training/run_actions.h"
#include "ui/training/runs_list.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace tlvfc::ui {

namespace {

struct EditMenu
{
    Q_DECLARE_TR_FUNCTIONS(EditMenu)
};

/// Says what it would take back, and can be chosen only where there is something.
void addUndo(QMenu *menu, MainWindow *window)
{
    auto *stack = window->history()->stack();
    auto *ofRuns = window->trainingPage()->runsList()->runActions()->undo;
    auto *action = menu->addAction(QString());
    action->setObjectName(QStringLiteral("undo"));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    const auto isOfRuns = [window, ofRuns] {
        return window->page() == MainWindow::Train && ofRuns->isEnabled();
    };
    QObject::connect(action, &QAction::triggered, window, [=] {
        if (isOfRuns())
            return ofRuns->trigger();
        window->showPage(MainWindow::Transfer);
        stack->undo();
    });
    const auto show = [=] {
        action->setEnabled(isOfRuns() || stack->canUndo());
        action->setStatusTip(
            isOfRuns() ? ofRuns->statusTip()
                       : EditMenu::tr("Takes back what was changed about the transfer last"));
        const auto words = plainAction(stack->undoText());
        action->setText(isOfRuns()        ? ofRuns->text()
                        : words.isEmpty() ? EditMenu::tr("&Undo")
                                          : EditMenu::tr("&Undo: %1").arg(words));
    };
    QObject::connect(stack, &QUndoStack::undoTextChanged, action, show);
    QObject::connect(stack, &QUndoStack::indexChanged, action, show);
    QObject::connect(ofRuns, &QAction::changed, action, show);
    QObject::connect(window, &MainWindow::pageChanged, action, show);
    show();
}

void addRedo(QMenu *menu, MainWindow *window)
{
    auto *stack = window->history()->stack();
    auto *action = menu->addAction(QString());
    action->setObjectName(QStringLiteral("redo"));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    action->setStatusTip(EditMenu::tr("Does again what was taken back last"));
    QObject::connect(action, &QAction::triggered, window, [window, stack] {
        window->showPage(MainWindow::Transfer);
        stack->redo();
    });
    const auto show = [=] {
        action->setEnabled(stack->canRedo());
        const auto words = plainAction(stack->redoText());
        action->setText(words.isEmpty() ? EditMenu::tr("&Redo")
                                        : EditMenu::tr("&Redo: %1").arg(words));
    };
    QObject::connect(stack, &QUndoStack::redoTextChanged, action, show);
    QObject::connect(stack, &QUndoStack::indexChanged, action, show);
    show();
}

} // namespace

void addEditMenu(MainWindow *window)
{
    auto *menu = window->menuBar()->addMenu(EditMenu::tr("&Edit"));
    addUndo(menu, window);
    addRedo(menu, window);
}

} // namespace tlvfc::ui
