// The list of runs: which are shown in the plots, which one the log is about.
#pragma once

#include "core/runs/spec.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace tlvfc::ui {

class RunsModel;
class RunWatcher;

class RunsList : public QWidget
{
    Q_OBJECT

public:
    /// The model must outlive the list.
    explicit RunsList(RunsModel *model, QWidget *parent = nullptr);

    RunWatcher *currentRun() const; ///< nullptr without one
    void setCurrentRun(RunWatcher *run);
    QTreeView *view() const { return view_; }

signals:
    void currentRunChanged(tlvfc::ui::RunWatcher *run);
    void otherRootRequested();
    void queueRequested(tlvfc::ui::RunWatcher *run);
    void goOnRequested(tlvfc::ui::RunWatcher *run);
    void sourceChosen(const tlvfc::NetworkSpec &source); ///< a run's best weights

private:
    void showMenu(const QPoint &at);
    void refresh();

    RunsModel *model_;
    QLabel *title_;
    QStackedWidget *pages_;
    QTreeView *view_;
};

} // namespace tlvfc::ui
