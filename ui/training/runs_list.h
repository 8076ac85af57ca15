// The list of runs: which are shown in the plots, which one the log is about, what is searched and
// selected.
#pragma once

#include "core/runs/spec.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace tlvfc::ui {

class ColumnFit;
class RunActions;
class RunsFilter;
class RunsModel;
class RunWatcher;
class UndoBar;

class RunsList : public QWidget
{
    Q_OBJECT

public:
    /// The model must outlive the list.
    explicit RunsList(RunsModel *model, QWidget *parent = nullptr);

    RunWatcher *currentRun() const; ///< nullptr without one
    /// Lists it, too, where a search or the archive would hide it.
    void setCurrentRun(RunWatcher *run);
    QList<RunWatcher *> selectedRuns() const; ///< as they stand below each other
    QTreeView *view() const { return view_; }
    RunActions *runActions() const { return actions_; }
    UndoBar *undoBar() const { return undo_; }
    const std::filesystem::path &root() const; ///< that the runs lie below
    RunsFilter *filter() const { return filter_; }

signals:
    void currentRunChanged(tlvfc::ui::RunWatcher *run);
    void otherRootRequested();
    void queueRequested(tlvfc::ui::RunWatcher *run);
    void goOnRequested(tlvfc::ui::RunWatcher *run);
    void sourceChosen(const tlvfc::NetworkSpec &source); ///< a run's best weights

private:
    QWidget *makeHeader();
    void makeColumns();
    void showMenu(const QPoint &at);
    void connectActions();
    void refresh();
    void refreshSoon();
    bool showsRuns() const;
    void nameTitle();
    void refreshActions();
    void refreshNotes();
    void fitTags();
    QList<int> listedRows() const;
    RunWatcher *watcherAt(const QModelIndex &index) const;

    RunsModel *model_;
    RunsFilter *filter_;
    QLabel *title_;
    QLineEdit *search_;
    QToolButton *archived_;
    QStackedWidget *pages_;
    QLabel *empty_;
    QTreeView *view_;
    ColumnFit *fit_ = nullptr;
    UndoBar *undo_;
    RunActions *actions_;
    QTimer soon_;            ///< gathers the news of many runs
    bool hasOthers_ = false; ///< runs came or went since the last refresh
};

} // namespace tlvfc::ui
