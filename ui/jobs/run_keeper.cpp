#include "ui/jobs/run_keeper.h"

#include "core/runs/run_trash.h"
#include "ui/jobs/once_task.h"
#include "ui/jobs/run_shelf.h"

#include <QLocale>
#include <QStringList>

namespace tlvfc::ui {

namespace {

QString nameOf(const RunFolder &run)
{
    return QString::fromStdString(run.path.filename().string());
}

/// One by its name, or its folder's where none is known; several by their number.
QString counted(const QList<RunFolder> &runs, const QString &name, const QString &one,
                const QString &many)
{
    if (runs.size() != 1)
        return many.arg(runs.size());
    return one.arg(name.isEmpty() ? nameOf(runs.first()) : name);
}

} // namespace

RunKeeper::RunKeeper(RunShelf *shelf, QObject *parent)
    : QObject(parent)
    , shelf_(shelf)
{
}

void RunKeeper::edit(const QList<RunFolder> &runs, const Edit &edit, const QString &done,
                     const std::function<void()> &unwritten)
{
    if (runs.isEmpty())
        return;
    order([=] {
        auto outcome = editAll(runs, edit, done);
        outcome.unwritten = unwritten;
        return outcome;
    });
}

void RunKeeper::setArchived(const QList<RunFolder> &runs, bool archived, const QString &name)
{
    edit(
        runs, [archived](RunNotes &notes) { notes.archived = archived; },
        archived ? counted(runs, name, tr("%1 is archived"), tr("%1 runs are archived"))
                 : counted(runs, name, tr("%1 is out of the archive"),
                           tr("%1 runs are out of the archive")));
}

void RunKeeper::trash(const QList<RunFolder> &runs, const QStringList &names)
{
    if (!runs.isEmpty())
        order([=] { return trashAll(runs, names); });
}

void RunKeeper::restore(const QList<RunFolder> &trashed)
{
    if (!trashed.isEmpty())
        order([=] { return restoreAll(trashed); });
}

void RunKeeper::emptyTrash()
{
    order([root = shelf_->root()] {
        Outcome outcome;
        try {
            const auto gone = empty_trash(root);
            outcome.news =
                gone.runs == 1
                    ? tr("1 run is deleted, %1").arg(bytesText(gone.bytes))
                    : tr("%1 runs are deleted, %2").arg(gone.runs).arg(bytesText(gone.bytes));
        } catch (const std::exception &fault) {
            outcome.faults.append(QString::fromUtf8(fault.what()));
        }
        return outcome;
    });
    forget(); // it may be what is gone
}

void RunKeeper::undo()
{
    if (!undo_)
        return;
    const auto task = std::exchange(undo_, {});
    forget();
    order(task);
}

void RunKeeper::forget()
{
    undo_ = {};
    if (!std::exchange(done_, {}).isEmpty())
        emit doneChanged();
}

RunKeeper::Outcome RunKeeper::editAll(const QList<RunFolder> &runs, const Edit &edit,
                                      const QString &done)
{
    Outcome outcome;
    QList<QPair<RunFolder, RunNotes>> before;
    for (const auto &run : runs) {
        try {
            change_run_notes(run, [&](RunNotes &notes) {
                before.append({run, notes});
                edit(notes);
            });
        } catch (const std::exception &fault) {
            outcome.faults.append(QString::fromUtf8(fault.what()));
        }
    }
    if (done.isEmpty() || before.isEmpty())
        return outcome;
    outcome.done = done;
    outcome.undo = [before] {
        Outcome undone;
        for (const auto &kept : before) {
            try {
                change_run_notes(kept.first, [&](RunNotes &now) { now = kept.second; });
            } catch (const std::exception &fault) {
                undone.faults.append(QString::fromUtf8(fault.what()));
            }
        }
        return undone;
    };
    return outcome;
}

RunKeeper::Outcome RunKeeper::trashAll(const QList<RunFolder> &runs, const QStringList &names)
{
    Outcome outcome;
    QList<RunFolder> gone;
    QList<RunFolder> trashed;
    QString name; ///< of the last that went
    for (qsizetype i = 0; i < runs.size(); ++i) {
        try {
            trashed.append(move_to_trash(runs[i]).run);
            gone.append(runs[i]);
            name = names.value(i);
        } catch (const std::exception &fault) {
            outcome.faults.append(QString::fromUtf8(fault.what()));
        }
    }
    if (trashed.isEmpty())
        return outcome;
    outcome.done = counted(gone, name, tr("%1 is in the trash"), tr("%1 runs are in the trash"));
    outcome.undo = [trashed] { return restoreAll(trashed); };
    return outcome;
}

RunKeeper::Outcome RunKeeper::restoreAll(const QList<RunFolder> &trashed)
{
    Outcome outcome;
    for (const auto &run : trashed) {
        try {
            const auto back = restore_from_trash(run);
            if (back.path.filename() != run.path.filename())
                outcome.news =
                    tr("The place of %1 was taken: it is now %2").arg(nameOf(run), nameOf(back));
        } catch (const std::exception &fault) {
            outcome.faults.append(QString::fromUtf8(fault.what()));
        }
    }
    return outcome;
}

void RunKeeper::order(const Task &task)
{
    waiting_.append(std::make_shared<Order>(task));
    next();
}

void RunKeeper::next()
{
    if (waiting_.isEmpty() || working_.isBusy())
        return;
    inFlight_ = waiting_.takeFirst();
    working_.start([order = inFlight_](std::stop_token) { return order->carryOut(); },
                   [this](const Outcome &outcome) { take(outcome); },
                   [this](const QString &fault) {
                       Outcome outcome;
                       outcome.faults.append(fault);
                       take(outcome);
                   });
}

void RunKeeper::finish()
{
    if (inFlight_)
        inFlight_->carryOut(); // waits for it where it has begun
    while (!waiting_.isEmpty())
        waiting_.takeFirst()->carryOut();
}

void RunKeeper::take(const Outcome &outcome)
{
    if (!outcome.done.isEmpty()) {
        done_ = outcome.done;
        undo_ = outcome.undo;
        emit doneChanged();
    }
    // What is said about a run is not seen by who waits for its events.
    for (int row = 0; row < shelf_->count(); ++row) {
        if (shelf_->watcher(row)->hasLooked() && !shelf_->watcher(row)->isGoing())
            continue;
        shelf_->watcher(row)->look();
    }
    shelf_->rescan();
    for (const auto &fault : outcome.faults)
        emit failed(fault);
    if (!outcome.faults.isEmpty() && outcome.unwritten)
        outcome.unwritten();
    if (!outcome.news.isEmpty())
        emit told(outcome.news);
    emit settled();
    QMetaObject::invokeMethod(this, &RunKeeper::next, Qt::QueuedConnection);
}

QString bytesText(quint64 bytes)
{
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

} // namespace tlvfc::ui
