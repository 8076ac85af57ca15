// What a person does with runs that are there: names and notes, the archive, the trash. Changes
// come one after another off the GUI thread; the last one can be taken back.
#pragma once

#include "core/runs/run_notes.h"
#include "ui/jobs/latest_job.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <memory>

namespace tlvfc::ui {

template <typename Result>
class OnceTask;
class RunShelf;

class RunKeeper : public QObject
{
    Q_OBJECT

public:
    using Edit = std::function<void(RunNotes &)>;

    /// The shelf, which outlives the keeper, looks again after each change.
    explicit RunKeeper(RunShelf *shelf, QObject *parent = nullptr);

    /// Changes what is said about each. `done` tells what happened, "2 runs archived", and offers
    /// to take it back; without it the change is too small to be offered. `unwritten` is called
    /// after failed(), where one of them could not be changed.
    void edit(const QList<RunFolder> &runs, const Edit &edit, const QString &done = {},
              const std::function<void()> &unwritten = {});
    /// `name` is what a single run is called when it is told; its folder's without.
    void setArchived(const QList<RunFolder> &runs, bool archived, const QString &name = {});

    /// A run that is written stays, and failed() says so; the others go. `names` are the runs', as
    /// above.
    void trash(const QList<RunFolder> &runs, const QStringList &names = {});
    void restore(const QList<RunFolder> &trashed);
    /// Deletes all that lies in the trash below the shelf's root, for good.
    void emptyTrash();

    /// What can be taken back: "2 runs archived"; empty where nothing can.
    const QString &done() const { return done_; }
    void undo();
    void forget(); ///< what could be taken back

    /// Carries out what still waits, here and now: for a window that is about to go.
    void finish();

    bool isBusy() const { return working_.isBusy() || !waiting_.isEmpty(); }

signals:
    void doneChanged();
    void settled(); ///< after each change, whether it went well or not
    void told(const QString &news);
    void failed(const QString &fault);

private:
    struct Outcome;
    using Task = std::function<Outcome()>;
    struct Outcome
    {
        QString done;
        Task undo; ///< with done
        QString news;
        QStringList faults;
        std::function<void()> unwritten; ///< with faults
    };

    using Order = OnceTask<Outcome>;

    void order(const Task &task);
    void next();
    void take(const Outcome &outcome);

    static Outcome editAll(const QList<RunFolder> &runs, const Edit &edit, const QString &done);
    static Outcome trashAll(const QList<RunFolder> &runs, const QStringList &names);
    static Outcome restoreAll(const QList<RunFolder> &trashed);

    RunShelf *shelf_;
    LatestJob working_;
    std::shared_ptr<Order> inFlight_;
    QList<std::shared_ptr<Order>> waiting_;
    QString done_;
    Task undo_;
};

/// "1.2 GB"
QString bytesText(quint64 bytes);

} // namespace tlvfc::ui
