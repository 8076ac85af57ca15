// What can be done with the runs that are selected: the same actions in the context menu, the
// window's menu and the command palette.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace tlvfc::ui {

class RunWatcher;

/// A run that was not carried to its end goes on where it stood.
bool canGoOn(const RunWatcher &run);

class RunActions : public QObject
{
    Q_OBJECT

public:
    /// Keys that mean the list alone, as Delete does, work where `list` has the focus.
    explicit RunActions(QWidget *list);

    /// What is possible with them.
    void setSelection(const QList<RunWatcher *> &runs);

    /// Those of the selection: going on and stopping, names and notes, what differs, its folder,
    /// archive, trash.
    void addSelectionTo(QMenu *menu) const;
    /// Whose curves are shown.
    void addCurvesTo(QMenu *menu) const;
    /// All of them.
    QList<QAction *> all() const;

    QAction *goOn; ///< or start, where nothing has begun
    QAction *stop;
    QAction *addToQueue;
    QAction *useAsSource;
    QAction *rename;
    QAction *editNote;
    QAction *editTags;
    QAction *archive; ///< or out of it, where all selected are there: see takesOut()
    QAction *trash;
    QAction *differences;
    QAction *endProcess;
    QAction *openFolder;
    QAction *copyPath;
    QAction *showOnly; ///< the selected runs' curves
    QAction *showAll;
    QAction *showNone;
    QAction *search;
    QAction *showArchived; ///< checkable
    QAction *openTrash;
    QAction *undo; ///< of what was done with runs last

    /// Whether the archive action takes the selected runs out.
    bool takesOut() const { return takesOut_; }
    /// "2 runs are archived": what undo takes back; empty where nothing can be.
    void setDone(const QString &done);

private:
    QAction *add(const char *name, const QString &text, const QString &tip, int keys = 0);

    QWidget *list_;
    bool takesOut_ = false;
};

} // namespace tlvfc::ui
