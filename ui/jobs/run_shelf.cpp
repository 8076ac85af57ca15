#include "ui/jobs/run_shelf.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace tlvfc::ui {

namespace {

constexpr int slowlyMs = 5000;

} // namespace

RunShelf::RunShelf(QObject *parent)
    : QObject(parent)
{
    slowly_.setInterval(slowlyMs);
    connect(&slowly_, &QTimer::timeout, this, &RunShelf::rescan);
    connect(&files_, &QFileSystemWatcher::directoryChanged, this, &RunShelf::rescan);
    connect(&listing_, &QFutureWatcherBase::finished, this, [this] {
        // A listing that began before the last change of root or shelf is out of date.
        if (std::exchange(scanAgain_, false)) {
            rescan();
            return;
        }
        try {
            take(listing_.result());
        } catch (const std::exception &fault) {
            emit failed(QString::fromUtf8(fault.what()));
        }
        emit scanned();
    });
}

RunShelf::~RunShelf() = default;

void RunShelf::setRoot(const std::filesystem::path &root)
{
    emit aboutToReset();
    root_ = root;
    rows_.clear();
    emit wasReset();
    if (!files_.directories().isEmpty())
        files_.removePaths(files_.directories());
    slowly_.start();
    rescan();
}

std::vector<RunShelf::Listed> RunShelf::list(const std::filesystem::path &root)
{
    std::vector<Listed> listed;
    for (const auto &run : list_runs(root)) {
        std::error_code absent;
        const auto written = std::filesystem::last_write_time(run.events(), absent);
        listed.push_back({run, absent ? FileTime() : written});
    }
    return listed;
}

void RunShelf::rescan()
{
    if (listing_.isRunning()) {
        scanAgain_ = true;
        return;
    }
    if (files_.directories().isEmpty())
        files_.addPath(QString::fromStdString(root_.string()));
    listing_.setFuture(QtConcurrent::run([root = root_] { return list(root); }));
}

void RunShelf::take(const std::vector<Listed> &runs)
{
    for (int row = count() - 1; row >= 0; --row) {
        const auto &path = rows_[row].watcher->folder().path;
        const bool stays = std::any_of(runs.begin(), runs.end(), [&](const Listed &listed) {
            return listed.folder.path == path;
        });
        if (stays || !rows_[row].isListed)
            continue;
        emit aboutToRemove(row);
        rows_.erase(rows_.begin() + row);
        emit removed(row);
    }
    int at = 0;
    for (const auto &listed : runs) {
        const int known = rowOf(listed.folder);
        if (known < 0) {
            insert(at++, {watch(listed.folder), listed.written, true});
            continue;
        }
        auto &row = rows_[known];
        if (row.isListed && row.written != listed.written && !row.watcher->isGoing())
            row.watcher->look();
        row.written = listed.written;
        row.isListed = true;
        at = known + 1;
    }
}

std::unique_ptr<RunWatcher> RunShelf::watch(const RunFolder &run)
{
    auto watcher = std::make_unique<RunWatcher>(run);
    auto *it = watcher.get();
    connect(it, &RunWatcher::failedToStop, this, &RunShelf::failed);
    connect(it, &RunWatcher::looked, this, [this, it] { emit changed(rowOf(it)); });
    return watcher;
}

void RunShelf::insert(int row, Row added)
{
    emit aboutToInsert(row);
    rows_.insert(rows_.begin() + row, std::move(added));
    emit inserted(row);
}

void RunShelf::add(const RunFolder &run)
{
    if (rowOf(run) < 0)
        insert(0, {watch(run), {}, false});
    watcher(rowOf(run))->markStarted();
    rescan();
}

RunWatcher *RunShelf::watcher(int row) const
{
    return row >= 0 && row < count() ? rows_[row].watcher.get() : nullptr;
}

int RunShelf::rowOf(const RunWatcher *watcher) const
{
    const auto at = std::find_if(rows_.begin(), rows_.end(),
                                 [&](const Row &row) { return row.watcher.get() == watcher; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int RunShelf::rowOf(const RunFolder &run) const
{
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](const Row &row) {
        return row.watcher->folder().path == run.path;
    });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

} // namespace tlvfc::ui
