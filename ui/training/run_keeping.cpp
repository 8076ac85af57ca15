#include "ui/training/run_keeping.h"

#include "ui/jobs/run_keeper.h"
#include "ui/training/differences_dialog.h"
#include "ui/training/end_question.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_names.h"
#include "ui/training/run_panel.h"
#include "ui/training/runs_list.h"
#include "ui/training/tags_dialog.h"
#include "ui/training/trash_dialog.h"
#include "ui/training/undo_bar.h"

#include <QAction>
#include <QTabWidget>

namespace tlvfc::ui {

namespace {

QList<RunFolder> foldersOf(const QList<RunWatcher *> &runs)
{
    QList<RunFolder> folders;
    for (const auto *run : runs)
        folders.append(run->folder());
    return folders;
}

} // namespace

RunKeeping::RunKeeping(RunKeeper *keeper, const RunNames &names, RunsList *list, RunPanel *panel,
                       QTabWidget *tabs)
    : QObject(list)
    , keeper_(keeper)
    , names_(names)
    , list_(list)
    , panel_(panel)
    , tabs_(tabs)
{
    auto *actions = list->runActions();
    connect(list, &RunsList::currentRunChanged, panel, &RunPanel::setRun);
    connect(actions->rename, &QAction::triggered, this, [this] {
        tabs_->setCurrentWidget(panel_);
        panel_->editName();
    });
    connect(actions->editNote, &QAction::triggered, this, [this] {
        tabs_->setCurrentWidget(panel_);
        panel_->editNote();
    });
    connect(actions->editTags, &QAction::triggered, this, &RunKeeping::editTags);
    connect(actions->archive, &QAction::triggered, this, [this, actions] {
        const auto runs = list_->selectedRuns();
        keeper_->setArchived(foldersOf(runs), !actions->takesOut(), namesOf(runs).value(0));
    });
    connect(actions->trash, &QAction::triggered, this, [this] {
        auto runs = list_->selectedRuns();
        // The lock of one that is only just starting would not turn the move away.
        runs.removeIf([](const RunWatcher *run) {
            return run->isGoing() && run->state() != RunState::Running;
        });
        keeper_->trash(foldersOf(runs), namesOf(runs));
    });
    connect(actions->differences, &QAction::triggered, this, &RunKeeping::showDifferences);
    connect(actions->endProcess, &QAction::triggered, this,
            [this] { askToEndProcesses(list_->selectedRuns(), list_); });
    connect(actions->openTrash, &QAction::triggered, this, &RunKeeping::showTrash);
    connect(actions->undo, &QAction::triggered, keeper_, &RunKeeper::undo);
    connect(list->undoBar(), &UndoBar::undoRequested, keeper_, &RunKeeper::undo);
    connect(keeper_, &RunKeeper::doneChanged, this, [this, actions] {
        actions->setDone(keeper_->done());
        list_->undoBar()->setDone(keeper_->done());
    });
}

/// As the list shows them.
QStringList RunKeeping::namesOf(const QList<RunWatcher *> &runs) const
{
    QStringList names;
    for (const auto *run : runs)
        names.append(names_.name(*run));
    return names;
}

void RunKeeping::editTags()
{
    const auto runs = list_->selectedRuns();
    std::vector<RunNotes> notes;
    for (const auto *run : runs)
        notes.push_back(run->notes());
    auto *dialog = new TagsDialog(int(runs.size()), commonTags(notes), list_->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, folders = foldersOf(runs)] {
        keeper_->edit(folders, [before = dialog->before(), after = dialog->tags()](RunNotes &it) {
            changeTags(it, before, after);
        });
    });
    dialog->open();
}

void RunKeeping::showDifferences()
{
    auto *dialog = new DifferencesDialog(differencesTable(list_->selectedRuns()), list_->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(); // beside the list, which it says more about
}

void RunKeeping::showTrash()
{
    auto *dialog = new TrashDialog(keeper_, list_->root(), list_->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace tlvfc::ui
