#include "ui/training/run_actions.h"

#include "ui/jobs/run_watcher.h"
#include "ui/theme/plain_tip.h"
#include "ui/training/run_source.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace tlvfc::ui {

bool canGoOn(const RunWatcher &run)
{
    return run.hasLooked() && !run.isGoing() && run.state() != RunState::Finished &&
           !run.spec().target.is_absent();
}

RunActions::RunActions(QWidget *list)
    : QObject(list)
    , list_(list)
{
    goOn = add("goOn", tr("&Go On"), tr("Carries the selected runs on from where they stood"));
    stop = add("stopRuns", tr("St&op"), tr("Ends the selected runs; what they have is kept"));
    addToQueue = add("addToQueue", tr("Add to &Queue"),
                     tr("Has the selected runs carried out after those that wait already"));
    useAsSource = add("useAsSource", tr("&Use as Source"),
                      tr("Opens what the selected run has trained as the network that gives"));
    rename = add("renameRun", tr("&Rename"), tr("Gives the selected run a name of your own"),
                 Qt::Key_F2);
    editNote = add("editNote", tr("Edit &Note"), tr("Says something about the selected run"));
    editTags = add("editTags", tr("Edit &Tags…"), tr("Words by which runs are found again"));
    archive = add("archiveRuns", tr("&Archive"), tr("Takes the selected runs out of sight"));
    trash = add("trashRuns", tr("&Move to Trash"),
                tr("Puts the selected runs' folders into the trash, from which they come back"),
                Qt::Key_Delete);
    differences = add("whatDiffers", tr("&What Differs…"),
                      tr("Shows where the specifications of the selected runs differ"));
    endProcess =
        add("endProcess", tr("&End Its Process…"),
            tr("For a run that hangs and does not stop: ends its process; its state is kept"));
    openFolder = add("openFolder", tr("Open Its &Folder"),
                     tr("Shows the selected run's files in the desktop's file manager"));
    copyPath = add("copyPath", tr("Copy the Folder's &Path"),
                   tr("Copies where the selected run's files are"));
    showOnly = add("showOnly", tr("Show On&ly Its Curve"), tr("Hides the curves of all others"));
    showAll = add("showAll", tr("Show All Cur&ves"), tr("Of the runs in the list"));
    showNone = add("showNone", tr("Show No Cur&ve"), tr("Hides all curves"));
    search = add("searchRuns", tr("&Search the Runs"),
                 tr("Finds runs by name, note, tags, method, network, data or seed"),
                 QKeyCombination(Qt::CTRL, Qt::Key_R).toCombined());
    search->setShortcutContext(Qt::WindowShortcut);
    showArchived = add("showArchived", tr("Show Ar&chived Runs"), tr("Lists the archive, too"));
    showArchived->setCheckable(true);
    openTrash =
        add("openTrash", tr("Tras&h…"), tr("Restores runs from the trash, or deletes them"));
    undo = add("undoKeeping", tr("Un&do"), tr("Takes back what was done with runs last"));
    setSelection({});
    setDone({});
}

QAction *RunActions::add(const char *name, const QString &text, const QString &tip, int keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setStatusTip(tip);
    action->setToolTip(tip);
    if (keys != 0) {
        action->setShortcut(QKeySequence(keys));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    }
    list_->addAction(action);
    return action;
}

void RunActions::setSelection(const QList<RunWatcher *> &runs)
{
    const auto is = [&](auto property) {
        return !runs.isEmpty() && std::all_of(runs.begin(), runs.end(), property);
    };
    const auto can = [&](auto property) { return std::any_of(runs.begin(), runs.end(), property); };
    const auto goesOn = [](const RunWatcher *run) { return canGoOn(*run); };
    goOn->setEnabled(can(goesOn));
    addToQueue->setEnabled(can(goesOn));
    goOn->setText(is([](const RunWatcher *run) { return run->state() == RunState::Prepared; })
                      ? tr("Start")
                      : tr("&Go On"));
    stop->setEnabled(can([](const RunWatcher *run) { return run->isGoing(); }));
    useAsSource->setEnabled(runs.size() == 1 && sourceOf(*runs.first()));
    for (auto *ofOne : {openFolder, copyPath})
        ofOne->setEnabled(runs.size() == 1);
    showOnly->setEnabled(!runs.isEmpty());
    showOnly->setText(runs.size() > 1 ? tr("Show On&ly Their Curves") : tr("Show On&ly Its Curve"));
    rename->setEnabled(runs.size() == 1);
    editNote->setEnabled(runs.size() == 1);
    editTags->setEnabled(!runs.isEmpty());
    archive->setEnabled(!runs.isEmpty());
    takesOut_ = is([](const RunWatcher *run) { return run->notes().archived; });
    archive->setText(takesOut_ ? tr("Take out of the &Archive") : tr("&Archive"));
    trash->setEnabled(std::any_of(runs.begin(), runs.end(),
                                  [](const RunWatcher *run) { return !run->isGoing(); }));
    endProcess->setEnabled(
        is([](const RunWatcher *run) { return run->state() == RunState::Running; }));
    const auto known = std::count_if(runs.begin(), runs.end(), [](const RunWatcher *run) {
        return !run->spec().target.is_absent();
    });
    differences->setEnabled(known > 1);
}

void RunActions::setDone(const QString &done)
{
    undo->setEnabled(!done.isEmpty());
    undo->setText(done.isEmpty() ? tr("Un&do") : tr("Un&do: %1").arg(plainAction(done)));
}

void RunActions::addSelectionTo(QMenu *menu) const
{
    menu->addActions({goOn, stop, addToQueue, useAsSource});
    menu->addSeparator();
    menu->addActions({rename, editNote, editTags});
    menu->addSeparator();
    menu->addActions({differences, openFolder, copyPath, endProcess});
    menu->addSeparator();
    menu->addActions({archive, trash});
}

void RunActions::addCurvesTo(QMenu *menu) const { menu->addActions({showOnly, showAll, showNone}); }

QList<QAction *> RunActions::all() const
{
    return {goOn,    stop,     addToQueue,  useAsSource, rename,       editNote, editTags,
            archive, trash,    differences, search,      openFolder,   copyPath, showOnly,
            showAll, showNone, endProcess,  undo,        showArchived, openTrash};
}

} // namespace tlvfc::ui
