// What a run said, line by line, with the time since its start.
#pragma once

#include "ui/jobs/run_watcher.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace tlvfc::ui {

class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(QWidget *parent = nullptr);

    /// Shows this run's log and what is added to it; nullptr empties the panel.
    void setRun(RunWatcher *run);
    RunWatcher *run() const { return run_; }
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void append(const QList<RunLogLine> &lines);
    void showAll();
    void showState();

    QPointer<RunWatcher> run_;
    QLabel *title_;
    QPlainTextEdit *lines_;
};

/// "0:04.2", "12:31.0", "1:02:03.4".
QString logTimeText(double seconds);

} // namespace tlvfc::ui
