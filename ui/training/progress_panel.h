// The runs that go now: how far each is, how fast, how long still, and a way to stop it.
#pragma once

#include "ui/jobs/run_watcher.h"

#include <QColor>
#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace tlvfc::ui {

/// One run's line.
class ProgressRow : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressRow(RunWatcher *run, QWidget *parent = nullptr);

    RunWatcher *run() const { return run_; } ///< nullptr when it is gone
    void refresh(const QColor &color);
    /// Asks the run to stop; once it has not for a while, whether its process shall be ended.
    void stop();
    QString text() const;

private:
    void tell();

    QPointer<RunWatcher> run_;
    QLabel *swatch_;
    QLabel *name_;
    QProgressBar *bar_;
    QLabel *text_;
    QPushButton *stop_;
    enum class Way { Goes, Stops, Hangs } way_ = Way::Goes;
    QTimer patience_; ///< with a run that shall stop
};

class ProgressPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressPanel(QWidget *parent = nullptr);

    /// The panel hides without any.
    void setRuns(const QList<QPair<RunWatcher *, QColor>> &runs);
    ProgressRow *row(RunWatcher *run) const { return rows_.value(run); }

private:
    QVBoxLayout *layout_;
    QLabel *more_; ///< how many have no row
    QHash<RunWatcher *, ProgressRow *> rows_;
};

/// The share of a run's steps that is done.
double doneShare(const RunProgress &progress);

/// How long a run still needs at its pace so far; nothing until it has one.
std::optional<double> secondsLeft(const RunProgress &progress, double preparedS);

} // namespace tlvfc::ui
