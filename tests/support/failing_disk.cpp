// A disk that fails, fills up or never answers, and a process that dies, at any operation on any
// file: a library for LD_PRELOAD, since programs cannot be asked to fail.
//
// TLVFC_FAULT_FOLDER  only files below it count
// TLVFC_FAULT_TRACE   every operation is appended to this file, "write events.jsonl epoch" a line
// TLVFC_FAULT         "OPERATION|N|DEED": what happens to the Nth operation of that text; deeds:
//                       EIO, ENOSPC   it fails with this error
//                       dead          it and all that follow fail with EIO
//                       kill          the process is killed before it, as by a power cut
//                       hang          it never returns
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <sys/uio.h>
#include <unistd.h>

namespace {

template <typename Function>
Function *real(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

std::string setting(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

struct Fault
{
    std::string operation;
    int number = 0;
    std::string deed;
};

std::optional<Fault> chosen_fault()
{
    const auto text = setting("TLVFC_FAULT");
    const auto first = text.find('|');
    const auto second = text.find('|', first + 1);
    if (first == std::string::npos || second == std::string::npos)
        return {};
    return Fault{text.substr(0, first), std::atoi(text.c_str() + first + 1),
                 text.substr(second + 1)};
}

std::string path_of(int descriptor)
{
    char path[4096];
    const auto link = "/proc/self/fd/" + std::to_string(descriptor);
    const auto size = readlink(link.c_str(), path, sizeof path);
    return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

/// The file's name without what tells one process's scratch from another's.
std::string name_of(std::string_view path)
{
    const auto name = std::string(path.substr(path.rfind('/') + 1));
    const auto part = name.find(".part.");
    return part == std::string::npos ? name : name.substr(0, part) + ".part";
}

/// The kind of an event that is written; nothing for other texts.
std::string event_in(std::string_view text)
{
    constexpr std::string_view key = "\"event\":\"";
    const auto at = text.substr(0, 200).find(key);
    if (at == std::string_view::npos)
        return {};
    const auto begin = at + key.size();
    return " " + std::string(text.substr(begin, text.find('"', begin) - begin));
}

class Faults
{
public:
    /// 0, or the error with which the operation fails.
    int meet(const char *kind, const std::string &named, std::string_view text)
    {
        const auto path = std::filesystem::path(named).is_relative()
                              ? (std::filesystem::current_path() / named).string()
                              : named;
        if (folder_.empty() || !path.starts_with(folder_ + "/"))
            return 0;
        const std::scoped_lock lock(mutex_);
        const auto operation = kind + (" " + name_of(path)) + event_in(text);
        trace(operation);
        if (is_dead_)
            return EIO;
        if (!fault_ || operation != fault_->operation || ++met_ != fault_->number)
            return 0;
        return strike();
    }

private:
    int strike()
    {
        if (fault_->deed == "kill")
            raise(SIGKILL);
        while (fault_->deed == "hang")
            pause();
        is_dead_ = fault_->deed == "dead";
        return fault_->deed == "ENOSPC" ? ENOSPC : EIO;
    }

    void trace(const std::string &operation) const
    {
        if (trace_.empty())
            return;
        const int file = real<int(const char *, int, ...)>("open")(
            trace_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
        const auto line = operation + "\n";
        if (real<ssize_t(int, const void *, size_t)>("write")(file, line.data(), line.size()) < 0)
            abort();
        real<int(int)>("close")(file);
    }

    const std::string folder_ = setting("TLVFC_FAULT_FOLDER");
    const std::string trace_ = setting("TLVFC_FAULT_TRACE");
    const std::optional<Fault> fault_ = chosen_fault();
    std::mutex mutex_;
    int met_ = 0;
    bool is_dead_ = false;
};

/// Never destroyed: files are written until the very end.
int meet(const char *kind, const std::string &path, std::string_view text = {})
{
    const int before = errno;
    static auto *faults = new Faults;
    const int error = faults->meet(kind, path, text);
    errno = before; // which an operation that goes well leaves as it was
    return error;
}

/// Carries the operation out unless it shall fail.
template <typename Result, typename Operation>
Result unless(int error, Result failed, Operation operation)
{
    if (error == 0)
        return operation();
    errno = error;
    return failed;
}

bool writes(int flags) { return (flags & (O_WRONLY | O_RDWR)) != 0; }
bool writes(const char *mode) { return std::strpbrk(mode, "wa+") != nullptr; }

int open_file(const char *function, const char *path, int flags, mode_t mode)
{
    return unless(meet(writes(flags) ? "create" : "open", path), -1,
                  [&] { return real<int(const char *, int, ...)>(function)(path, flags, mode); });
}

std::FILE *open_stream(const char *function, const char *path, const char *mode)
{
    return unless(
        meet(writes(mode) ? "create" : "open", path), static_cast<std::FILE *>(nullptr),
        [&] { return real<std::FILE *(const char *, const char *)>(function)(path, mode); });
}

std::string_view view(const void *data, size_t size)
{
    return {static_cast<const char *>(data), size};
}

} // namespace

extern "C" {

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const auto mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file("open64", path, flags, mode);
}

std::FILE *fopen(const char *path, const char *mode) { return open_stream("fopen", path, mode); }

std::FILE *fopen64(const char *path, const char *mode)
{
    return open_stream("fopen64", path, mode);
}

ssize_t write(int file, const void *data, size_t size)
{
    return unless(meet("write", path_of(file), view(data, size)), ssize_t{-1}, [&] {
        return real<ssize_t(int, const void *, size_t)>("write")(file, data, size);
    });
}

ssize_t writev(int file, const iovec *parts, int count)
{
    return unless(meet("write", path_of(file)), ssize_t{-1}, [&] {
        return real<ssize_t(int, const iovec *, int)>("writev")(file, parts, count);
    });
}

ssize_t read(int file, void *data, size_t size)
{
    return unless(meet("read", path_of(file)), ssize_t{-1},
                  [&] { return real<ssize_t(int, void *, size_t)>("read")(file, data, size); });
}

int fsync(int file)
{
    return unless(meet("fsync", path_of(file)), -1, [&] { return real<int(int)>("fsync")(file); });
}

int ftruncate(int file, off_t size) noexcept
{
    return unless(meet("truncate", path_of(file)), -1,
                  [&] { return real<int(int, off_t)>("ftruncate")(file, size); });
}

int rename(const char *from, const char *to) noexcept
{
    return unless(meet("rename", to), -1,
                  [&] { return real<int(const char *, const char *)>("rename")(from, to); });
}

int remove(const char *path) noexcept
{
    return unless(meet("remove", path), -1,
                  [&] { return real<int(const char *)>("remove")(path); });
}

int unlinkat(int folder, const char *name, int flags) noexcept
{
    return unless(meet("remove", path_of(folder) + "/" + name), -1, [&] {
        return real<int(int, const char *, int)>("unlinkat")(folder, name, flags);
    });
}

int mkdir(const char *path, mode_t mode) noexcept
{
    return unless(meet("mkdir", path), -1,
                  [&] { return real<int(const char *, mode_t)>("mkdir")(path, mode); });
}

} // extern "C"
