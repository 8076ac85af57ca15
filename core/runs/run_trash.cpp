#include "core/runs/run_trash.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/named_folder.h"
#include "core/base/time_stamp.h"
#include "core/runs/run_lock.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <tuple>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// @return 0, or why not; what stands at `to` is never replaced
int rename_to_free_place(const fs::path &from, const fs::path &to)
{
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // Some network file systems cannot promise it.
    std::error_code error;
    if (fs::exists(fs::symlink_status(to, error)))
        return EEXIST;
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

Error cannot_move(const fs::path &folder, int reason)
{
    return failure("cannot move the run: " + std::string(std::strerror(reason)), folder.string(),
                   "check the rights of the folder above");
}

/// A new folder in the trash, so that a run keeps its name there.
fs::path make_place(const fs::path &trash)
{
    std::error_code error;
    fs::create_directories(trash, error);
    auto place = (trash / (time_stamp() + "-XXXXXX")).string();
    if (error || !mkdtemp(place.data()))
        throw failure("cannot make the trash: " +
                          (error ? error.message() : std::string(std::strerror(errno))),
                      trash.string(), "check the rights of the folder above");
    return place;
}

} // namespace

std::uint64_t folder_bytes(const fs::path &folder)
{
    std::uint64_t bytes = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unknown;
        if (!entry->is_symlink(unknown) && entry->is_regular_file(unknown))
            bytes += entry->file_size(unknown);
    }
    return bytes;
}

fs::path trash_folder(const fs::path &root) { return root / ".trash"; }

TrashedRun move_to_trash(const RunFolder &run)
{
    const auto path = named_folder(whole_path(run.path).lexically_normal());
    std::error_code absent;
    if (!fs::exists(RunFolder{path}.spec(), absent))
        throw invalid_request("the folder holds no run", run.path.string(),
                              "give a run's own folder");
    TrashedRun trashed;
    fs::path place;
    {
        // Nobody begins to write it meanwhile.
        const RunLock lock({path});
        place = make_place(trash_folder(path.parent_path()));
        trashed.run.path = place / path.filename();
        if (const int reason = rename_to_free_place(path, trashed.run.path)) {
            fs::remove(place, absent);
            throw cannot_move(path, reason);
        }
        fs::remove(trashed.run.lock(), absent);
    }
    trashed.when = fs::last_write_time(place, absent);
    return trashed;
}

std::vector<TrashedRun> list_trash(const fs::path &root)
{
    std::vector<TrashedRun> trashed;
    for (const auto &place : entries_of(trash_folder(root))) {
        std::error_code unreadable;
        if (fs::symlink_status(place, unreadable).type() != fs::file_type::directory)
            continue;
        const auto when = fs::last_write_time(place, unreadable);
        for (const auto &run : entries_of(place))
            trashed.push_back({{run}, when});
    }
    std::ranges::sort(trashed, [](const TrashedRun &a, const TrashedRun &b) {
        return std::tie(a.when, a.run.path) > std::tie(b.when, b.run.path);
    });
    return trashed;
}

RunFolder restore_from_trash(const RunFolder &trashed)
{
    const auto place = trashed.path.parent_path();
    const auto trash = place.parent_path();
    std::error_code error;
    if (trash.filename() != trash_folder({}).filename() ||
        !fs::exists(fs::symlink_status(trashed.path, error)))
        throw invalid_request("the run is in the trash no longer", trashed.path.string(),
                              "it was restored or deleted meanwhile");
    const auto name = trashed.path.filename().string();
    RunFolder restored{trash.parent_path() / name};
    int reason = rename_to_free_place(trashed.path, restored.path);
    for (int i = 2; reason == EEXIST || reason == ENOTEMPTY; ++i) {
        restored.path = trash.parent_path() / (name + "-" + std::to_string(i));
        reason = rename_to_free_place(trashed.path, restored.path);
    }
    if (reason != 0)
        throw cannot_move(trashed.path, reason);
    fs::remove(place, error); // only if empty
    fs::remove(trash, error);
    return restored;
}

TrashSize trash_size(const fs::path &root)
{
    TrashSize size;
    for (const auto &trashed : list_trash(root)) {
        ++size.runs;
        size.bytes += folder_bytes(trashed.run.path);
    }
    return size;
}

TrashSize empty_trash(const fs::path &root)
{
    TrashSize gone;
    for (const auto &trashed : list_trash(root)) {
        if (run_state(trashed.run) == RunState::Running)
            throw failure("a process writes this run", trashed.run.path.string(),
                          "wait for it, or stop it");
        const auto bytes = folder_bytes(trashed.run.path);
        std::error_code error;
        fs::remove_all(trashed.run.path, error);
        if (error)
            throw failure("cannot delete the run: " + error.message(), trashed.run.path.string(),
                          "check the folder's rights");
        fs::remove(trashed.run.path.parent_path(), error);
        ++gone.runs;
        gone.bytes += bytes;
    }
    std::error_code ignored;
    fs::remove(trash_folder(root), ignored); // only if empty
    return gone;
}

} // namespace tlvfc
