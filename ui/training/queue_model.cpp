#include "ui/training/queue_model.h"

#include "ui/theme/plain_tip.h"

#include <algorithm>

namespace tlvfc::ui {

QueueModel::QueueModel(QueueService *service, RunShelf *shelf, QObject *parent)
    : QAbstractTableModel(parent)
    , service_(service)
    , shelf_(shelf)
    , names_(shelf)
{
    connect(service, &QueueService::changed, this, &QueueModel::take);
    const auto tellAll = [this] {
        if (runs_.empty())
            return;
        standAnew();
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        emit standingsChanged();
    };
    connect(shelf, &RunShelf::scanned, this, tellAll);
    connect(shelf, &RunShelf::changed, this, [this](int row) {
        const auto *run = shelf_->watcher(row);
        if (!run)
            return;
        const auto name = run->folder().path.filename().string();
        const auto at = std::ranges::find(runs_, name, &QueuedRun::name) - runs_.begin();
        if (at == std::ssize(runs_))
            return;
        standAnew(int(at));
        emit dataChanged(index(int(at), 0), index(int(at), ColumnCount - 1));
        emit standingsChanged();
    });
    connect(&names_, &RunNames::changed, this, [this] {
        if (!runs_.empty())
            emit dataChanged(index(0, RunColumn), index(rowCount() - 1, RunColumn));
    });
    take();
}

/// The same runs in the same order keep their selection.
void QueueModel::take()
{
    const auto &queue = service_->queue();
    isPaused_ = queue.paused;
    if (std::ranges::equal(runs_, queue.runs, {}, &QueuedRun::name, &QueuedRun::name)) {
        runs_ = queue.runs;
        standAnew();
        if (!runs_.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        runs_ = queue.runs;
        standAnew();
        endResetModel();
    }
    emit standingsChanged();
}

QString QueueModel::name(int row) const { return QString::fromStdString(runs_[row].name); }

RunWatcher *QueueModel::watcher(int row) const
{
    return shelf_->watcher(RunFolder{shelf_->root() / runs_[row].name});
}

void QueueModel::standAnew()
{
    standings_.assign(runs_.size(), Standing::Gone);
    counts_.fill(0);
    counts_[std::size_t(Standing::Gone)] = rowCount();
    for (int row = 0; row < rowCount(); ++row)
        standAnew(row);
}

void QueueModel::standAnew(int row)
{
    auto &standing = standings_[std::size_t(row)];
    --counts_[std::size_t(standing)];
    standing = found(row);
    ++counts_[std::size_t(standing)];
}

QueueModel::Standing QueueModel::found(int row) const
{
    const auto *run = watcher(row);
    if (!run)
        return Standing::Gone;
    if (run->state() == RunState::Running)
        return Standing::Running;
    if (run->state() == RunState::Finished)
        return Standing::Finished;
    if (run->state() == RunState::Failed)
        return Standing::Failed;
    return runs_[row].held ? Standing::Held : Standing::Waiting;
}

QString QueueModel::title(int row) const
{
    const auto *run = watcher(row);
    if (!run || !run->hasLooked() || run->spec().target.is_absent())
        return name(row);
    return names_.nameWithSeed(*run);
}

QString QueueModel::stateText(int row) const
{
    switch (standing(row)) {
    case Standing::Waiting:
        return isPaused_ ? tr("paused") : tr("waiting");
    case Standing::Held:
        return tr("held");
    case Standing::Running: {
        const auto *run = watcher(row); // which may be gone since it was found to go
        return run && run->progress()
                   ? tr("epoch %1 of %2").arg(run->progress()->epoch).arg(run->progress()->epochs)
                   : tr("running");
    }
    case Standing::Finished:
        return tr("finished");
    case Standing::Failed:
        return tr("failed");
    case Standing::Gone:
    case Standing::Count:
        return tr("its folder is gone");
    }
    return {};
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return index.column() == RunColumn ? title(index.row()) : stateText(index.row());
    if (role == Qt::ToolTipRole) {
        const auto *run = watcher(index.row());
        return plainTip(run && !run->error().isEmpty() ? name(index.row()) + u'\n' + run->error()
                                                       : name(index.row()));
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == RunColumn ? tr("Run") : tr("State");
}

} // namespace tlvfc::ui
