#include "core/runs/run_lock.h"

#include "core/base/error.h"
#include "core/base/host_name.h"
#include "core/base/json.h"
#include "core/runs/events.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

extern "C" { // which glibc 2.36 forgets to say
#include <sys/pidfd.h>
}

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

struct flock whole_file(short type)
{
    struct flock lock
    {
    };
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

struct Holder
{
    std::string host;
    std::int64_t pid = 0;
};

/// Nothing where no lock stands there, or where its holder is writing it this moment.
std::optional<Holder> read_holder(const fs::path &file)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return {};
    try {
        const auto json = read_json(file);
        Holder holder{json_value<std::string>(json, "host", "", "lock"),
                      json_value<std::int64_t>(json, "pid", 0, "lock")};
        return holder.host.empty() ? std::nullopt : std::optional(holder);
    } catch (const Error &) {
        return {};
    }
}

/// Asks without taking: a reader that took the lock for a moment would turn a writer away.
bool is_locked(const fs::path &file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    auto lock = whole_file(F_WRLCK);
    const bool answered = fcntl(descriptor, F_OFD_GETLK, &lock) == 0;
    close(descriptor);
    return answered && lock.l_type != F_UNLCK;
}

bool was_written_lately(const fs::path &file)
{
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    return !error && fs::file_time_type::clock::now() - written < std::chrono::minutes(10);
}

/// Not every file system carries locks from machine to machine, so that a log which still grows
/// speaks for a writer elsewhere.
bool writes_elsewhere(const RunFolder &run, const std::optional<Holder> &holder)
{
    return holder && holder->host != host_name() &&
           (was_written_lately(run.lock()) || was_written_lately(run.events()));
}

bool has_writer(const RunFolder &run)
{
    return is_locked(run.lock()) || writes_elsewhere(run, read_holder(run.lock()));
}

Error taken(const RunFolder &run, const std::optional<Holder> &holder)
{
    return failure(
        "another process writes this run" +
            (holder ? " (process " + std::to_string(holder->pid) + " on " + holder->host + ")"
                    : std::string()),
        run.path.string(), "wait for it, or stop it");
}

/// A file that was removed while it was waited for locks nobody out.
bool is_still_there(int descriptor, const fs::path &file)
{
    struct stat held
    {
    };
    struct stat named
    {
    };
    return fstat(descriptor, &held) == 0 && stat(file.c_str(), &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/// A descriptor that holds the lock.
int take_lock(const RunFolder &run)
{
    for (;;) {
        const int descriptor = open(run.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            throw failure("cannot lock the run: " + std::string(std::strerror(errno)),
                          run.path.string(), "check the folder and its rights");
        auto lock = whole_file(F_WRLCK);
        if (fcntl(descriptor, F_OFD_SETLK, &lock) != 0) {
            const int reason = errno;
            close(descriptor);
            if (reason == EAGAIN || reason == EACCES)
                throw taken(run, read_holder(run.lock()));
            throw failure("cannot lock the run: " + std::string(std::strerror(reason)),
                          run.path.string(), "choose a folder on a disk that knows locks");
        }
        if (is_still_there(descriptor, run.lock()))
            return descriptor;
        close(descriptor);
    }
}

} // namespace

RunState run_state(const RunFolder &run)
{
    if (has_writer(run))
        return RunState::Running;
    const auto event = last_event(run.events());
    if (!event)
        return RunState::Prepared;
    if (event->kind == "finished")
        return RunState::Finished;
    if (event->kind == "stopped")
        return RunState::Stopped;
    return event->kind == "failed" ? RunState::Failed : RunState::Broken;
}

void kill_writer(const RunFolder &run)
{
    const auto holder = read_holder(run.lock());
    if (!holder || !has_writer(run))
        return;
    const auto process = "process " + std::to_string(holder->pid);
    if (holder->host != host_name())
        throw invalid_request(process + " is on " + holder->host, run.path.string(),
                              "end it on that machine");
    // A handle first, then the lock once more: the number alone may be another process's by now.
    const int handle = pidfd_open(static_cast<pid_t>(holder->pid), 0);
    const auto killed = [&] {
        return handle >= 0 && is_locked(run.lock()) &&
               pidfd_send_signal(handle, SIGKILL, nullptr, 0) == 0;
    };
    const int reason = killed() ? 0 : errno;
    if (handle >= 0)
        close(handle);
    if (reason != 0 && is_locked(run.lock()))
        throw failure("cannot end " + process + ": " + std::strerror(reason), run.path.string(),
                      "ask the person whose process it is");
}

RunLock::RunLock(const RunFolder &run)
    : file_(run.lock())
{
    if (const auto holder = read_holder(file_); writes_elsewhere(run, holder))
        throw taken(run, holder);
    descriptor_ = take_lock(run);
    const auto text = to_text({{"host", host_name()}, {"pid", getpid()}}) + "\n";
    if (ftruncate(descriptor_, 0) != 0 ||
        write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        close(descriptor_);
        throw failure("cannot write the run's lock", file_.string(), "check the free space");
    }
}

RunLock::~RunLock()
{
    std::error_code ignored;
    fs::remove(file_, ignored);
    close(descriptor_);
}

} // namespace tlvfc
