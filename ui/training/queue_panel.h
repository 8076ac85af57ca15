// The queue: its order, what waits, and how many runs go at a time.
#pragma once

#include "ui/training/queue_model.h"

#include <QWidget>

class QLabel;
class QSpinBox;
class QToolButton;
class QTreeView;

namespace tlvfc::ui {

class QueuePanel : public QWidget
{
    Q_OBJECT

public:
    /// Service and shelf must outlive the panel.
    QueuePanel(QueueService *service, RunShelf *shelf, QWidget *parent = nullptr);

    QueueModel *model() { return &model_; }
    QTreeView *view() const { return view_; }
    QString statusText() const;

private:
    QToolButton *button(const char *name, const QString &text, const QString &tip);
    QWidget *makeButtons();
    void move(int by);
    void hold();
    void remove();
    void refresh();
    void showStatus();
    QStringList selected() const;

    QueueService *service_;
    QueueModel model_;
    QLabel *status_;
    QTreeView *view_;
    QToolButton *pause_;
    QToolButton *up_;
    QToolButton *down_;
    QToolButton *hold_;
    QToolButton *remove_;
    QToolButton *retry_;
    QToolButton *clear_;
    QSpinBox *atATime_;
    QStringList moved_; ///< to be selected again
};

/// The queue with these runs one place earlier (-1) or later (1), as far as there is room.
std::vector<QueuedRun> movedRuns(std::vector<QueuedRun> runs, const QStringList &names, int by);

} // namespace tlvfc::ui
