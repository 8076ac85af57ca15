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
    /// Long names are cut, whole in the tip.
    void refresh(const QString &name, const QColor &color);
    /// Asks the run to stop; once it has not for a while, whether its process shall be ended.
    void stop();
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell();
    void showName();

    QPointer<RunWatcher> run_;
    QLabel *swatch_;
    QString whole_; ///< name
    QLabel *name_;
    QProgressBar *bar_;
    QLabel *text_;
    QPushButton *stop_;
    enum class Way { Goes, Stops, Hangs } way_ = Way::Goes;
    QTimer patience_; ///< with a run that shall stop
};

/// A run that goes, as it is called and shown beside others.
struct GoingRun
{
    RunWatcher *run = nullptr;
    QString name;
    QColor color;
};

class ProgressPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressPanel(QWidget *parent = nullptr);

    /// The panel hides without any.
    void setRuns(const QList<GoingRun> &runs);
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
