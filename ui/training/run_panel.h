// One run in full: what a person says about it, changed in place, and all that its folder tells.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "core/runs/run_notes.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace tlvfc::ui {

class FactsView;
class RunKeeper;
class RunWatcher;

class RunPanel : public QWidget
{
    Q_OBJECT

public:
    /// The keeper, which outlives the panel, writes what is edited.
    explicit RunPanel(RunKeeper *keeper, QWidget *parent = nullptr);
    ~RunPanel() override;

    /// Writes what was edited of the run before; nullptr empties the panel.
    void setRun(RunWatcher *run);
    RunWatcher *run() const { return run_; }

    /// Writes what was edited, without waiting for the field to be left.
    void commit();

    void editName();
    void editNote();
    void editTags();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// What was edited of a run.
    struct Typed
    {
        std::optional<QString> name;
        std::optional<QString> tags;
        std::optional<QString> note;
    };

    QWidget *makeFields();
    void keepTyped(const RunFolder &run, const Typed &typed);
    void takeTyped();
    void fitNote();
    QWidget *lineOf(QLineEdit *line, const QString &meaning);
    void edit(QWidget *field);
    void showRun();
    void showNotes();
    void showFacts();

    RunKeeper *keeper_;
    QPointer<RunWatcher> run_;
    RunFolder folder_; ///< of the run, which may be gone before its watcher
    QStackedWidget *pages_;
    QScrollArea *scroll_;
    QLineEdit *name_;
    QLineEdit *tags_;
    QPlainTextEdit *note_;
    QLabel *fault_;
    QLineEdit *repeat_;
    QLineEdit *goOn_;
    QWidget *goOnLine_ = nullptr;
    QWidget *repeatLine_ = nullptr;
    QLineEdit *path_;
    FactsView *facts_;
    QTimer pause_;                    ///< in the writing of a note
    QHash<QString, Typed> unwritten_; ///< by the run's folder: what the disk did not take
};

} // namespace tlvfc::ui
