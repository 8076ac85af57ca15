// The runs below one folder, newest first, each with its watcher; looks there from time to time, so
// that runs started elsewhere appear and removed ones go.
#pragma once

#include "ui/jobs/run_watcher.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tlvfc::ui {

class RunShelf : public QObject
{
    Q_OBJECT

public:
    explicit RunShelf(QObject *parent = nullptr);
    ~RunShelf() override;

    /// Empties the shelf and looks into `root`.
    void setRoot(const std::filesystem::path &root);
    const std::filesystem::path &root() const { return root_; }

    /// Puts a run that was just started first, without waiting for the next look.
    void add(const RunFolder &run);

    /// Looks for new, removed and rewritten runs soon.
    void rescan();

    int count() const { return static_cast<int>(rows_.size()); }
    RunWatcher *watcher(int row) const;              ///< nullptr for a row that is not there
    RunWatcher *watcher(const RunFolder &run) const; ///< nullptr for one that is not there
    int rowOf(const RunWatcher *watcher) const;      ///< -1 where it is not on the shelf
    int rowOf(const RunFolder &run) const;

signals:
    void aboutToReset();
    void wasReset();
    void aboutToInsert(int row);
    void inserted(int row);
    void aboutToRemove(int row);
    void removed(int row);
    void changed(int row); ///< after each look into the run
    void scanned();
    void failed(const QString &fault);

private:
    using FileTime = std::filesystem::file_time_type;
    struct Row
    {
        std::unique_ptr<RunWatcher> watcher;
        FileTime written;      ///< of its events, when last listed
        FileTime noted;        ///< of what is said about it
        bool isListed = false; ///< false until a listing saw it
    };
    struct Listed
    {
        RunFolder folder;
        FileTime written;
        FileTime noted;
    };

    void notice(const QString &path);
    void follow(RunWatcher *watcher, bool isFollowed);
    static std::vector<Listed> list(const std::filesystem::path &root);
    void take(const std::vector<Listed> &runs);
    void insert(int row, Row added);
    std::unique_ptr<RunWatcher> watch(const RunFolder &run);
    int rowNear(int row, const RunWatcher *watcher) const;

    std::filesystem::path root_;
    QThreadPool reading_; ///< apart from the pool of the orders that a person waits for
    std::vector<Row> rows_;
    std::unordered_map<std::string, RunWatcher *> byPath_; ///< the same, since they are thousands
    QFutureWatcher<std::vector<Listed>> listing_;
    QFileSystemWatcher files_; ///< the root's and the going runs': one, since systems have few
    QHash<QString, QPointer<RunWatcher>> followed_; ///< by file and folder
    QTimer slowly_;
    bool scanAgain_ = false;
};

} // namespace tlvfc::ui
