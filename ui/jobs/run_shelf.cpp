#include "ui/jobs/run_shelf.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <unordered_set>

namespace tlvfc::ui {

namespace {

constexpr int slowlyMs = 5000;
constexpr int lookMs = 2000;
constexpr int readingThreads = 2;

} // namespace

RunShelf::RunShelf(QObject *parent)
    : QObject(parent)
{
    slowly_.setInterval(slowlyMs);
    connect(&slowly_, &QTimer::timeout, this, &RunShelf::rescan);
    reading_.setMaxThreadCount(readingThreads);
    connect(&files_, &QFileSystemWatcher::directoryChanged, this, &RunShelf::notice);
    connect(&files_, &QFileSystemWatcher::fileChanged, this, &RunShelf::notice);
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

RunShelf::~RunShelf()
{
    byPath_.clear();
    rows_.clear();
    reading_.clear();
}

void RunShelf::setRoot(const std::filesystem::path &root)
{
    emit aboutToReset();
    root_ = root;
    byPath_.clear();
    rows_.clear();
    reading_.clear();
    emit wasReset();
    followed_.clear();
    if (const auto all = files_.directories() + files_.files(); !all.isEmpty())
        files_.removePaths(all);
    slowly_.start();
    rescan();
}

std::vector<RunShelf::Listed> RunShelf::list(const std::filesystem::path &root)
{
    std::vector<Listed> listed;
    for (const auto &run : list_runs(root)) {
        std::error_code absent;
        auto written = std::filesystem::last_write_time(run.events(), absent);
        if (absent) // a child that could not begin leaves its own output alone
            written = std::filesystem::last_write_time(run.log(), absent);
        if (absent)
            written = FileTime();
        const auto noted = std::filesystem::last_write_time(run.notes(), absent);
        listed.push_back({run, written, absent ? FileTime() : noted});
    }
    return listed;
}

void RunShelf::rescan()
{
    if (listing_.isRunning()) {
        scanAgain_ = true;
        return;
    }
    if (const auto root = QString::fromStdString(root_.string());
        !files_.directories().contains(root))
        files_.addPath(root);
    listing_.setFuture(QtConcurrent::run([root = root_] { return list(root); }));
}

/// A folder that is gone from the disk is found out by the next listing.
void RunShelf::notice(const QString &path)
{
    if (const auto watcher = followed_.value(path))
        watcher->look();
    else
        rescan();
}

void RunShelf::follow(RunWatcher *watcher, bool isFollowed)
{
    for (const auto &path : {watcher->folder().path, watcher->folder().events()}) {
        const auto name = QString::fromStdString(path.string());
        if (!isFollowed) {
            if (followed_.remove(name) > 0)
                files_.removePath(name);
        } else if (!followed_.contains(name) && files_.addPath(name)) {
            followed_.insert(name, watcher);
        }
    }
}

void RunShelf::take(const std::vector<Listed> &runs)
{
    std::unordered_set<std::string> there;
    for (const auto &listed : runs)
        there.insert(listed.folder.path.native());
    for (int row = count() - 1; row >= 0; --row) {
        auto *watcher = rows_[row].watcher.get();
        if (!rows_[row].isListed || there.contains(watcher->folder().path.native()))
            continue;
        follow(watcher, false);
        emit aboutToRemove(row);
        byPath_.erase(watcher->folder().path.native());
        rows_.erase(rows_.begin() + row);
        emit removed(row);
    }
    int at = 0;
    for (const auto &listed : runs) {
        const auto *known = watcher(listed.folder);
        if (!known) {
            insert(at++, {watch(listed.folder), listed.written, listed.noted, true});
            continue;
        }
        const int found = rowNear(at, known);
        auto &row = rows_[found];
        const bool isOld = row.written != listed.written || row.noted != listed.noted;
        if (row.isListed && isOld && !row.watcher->isGoing())
            row.watcher->look();
        row.written = listed.written;
        row.noted = listed.noted;
        row.isListed = true;
        at = found + 1;
    }
}

std::unique_ptr<RunWatcher> RunShelf::watch(const RunFolder &run)
{
    auto watcher = std::make_unique<RunWatcher>(run, nullptr, lookMs, &reading_);
    auto *it = watcher.get();
    connect(it, &RunWatcher::failedToStop, this, &RunShelf::failed);
    connect(it, &RunWatcher::looked, this, [this, it] {
        follow(it, it->isGoing());
        emit changed(rowOf(it));
    });
    return watcher;
}

void RunShelf::insert(int row, Row added)
{
    emit aboutToInsert(row);
    byPath_.emplace(added.watcher->folder().path.native(), added.watcher.get());
    rows_.insert(rows_.begin() + row, std::move(added));
    emit inserted(row);
}

void RunShelf::add(const RunFolder &run)
{
    if (rowOf(run) < 0)
        insert(0, {watch(run), {}, {}, false});
    watcher(rowOf(run))->markStarted();
    rescan();
}

RunWatcher *RunShelf::watcher(int row) const
{
    return row >= 0 && row < count() ? rows_[row].watcher.get() : nullptr;
}

RunWatcher *RunShelf::watcher(const RunFolder &run) const
{
    const auto at = byPath_.find(run.path.native());
    return at == byPath_.end() ? nullptr : at->second;
}

/// A listing has the order of the rows, but for what is new.
int RunShelf::rowNear(int row, const RunWatcher *watcher) const
{
    return this->watcher(row) == watcher ? row : rowOf(watcher);
}

int RunShelf::rowOf(const RunWatcher *watcher) const
{
    const auto at = std::find_if(rows_.begin(), rows_.end(),
                                 [&](const Row &row) { return row.watcher.get() == watcher; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int RunShelf::rowOf(const RunFolder &run) const
{
    const auto *known = watcher(run);
    return known ? rowOf(known) : -1;
}

} // namespace tlvfc::ui
