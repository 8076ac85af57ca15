#include "core/data/unpack.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/data/archive.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

/// Pictures hardly shrink, and CIFAR's bytes by a tenth; a bomb swells a thousandfold.
constexpr std::uint64_t most_swelling = 100;
constexpr std::uint64_t always_allowed = std::uint64_t{64} << 20;

/// Removed unless it was renamed; held by one process at a time. What a process that was killed
/// left is cleared away.
class ScratchFolder
{
public:
    explicit ScratchFolder(const fs::path &target)
        : path(target.parent_path() / ("." + target.filename().string() + ".part"))
    {
        std::error_code error;
        fs::create_directories(path, error);
        fd_ = error ? -1 : open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd_ < 0)
            throw failure("cannot make the folder", path.string(),
                          "check the rights and the free space");
        if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
            close(fd_);
            throw failure("another process is unpacking this", path.string(), "wait for it to end");
        }
        for (const auto &left : entries_of(path))
            fs::remove_all(left, error);
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        if (!path.empty())
            fs::remove_all(path, ignored);
        close(fd_);
    }
    ScratchFolder(const ScratchFolder &) = delete;
    ScratchFolder &operator=(const ScratchFolder &) = delete;

    /// Before the folder gets its name: a power cut would leave empty files under it for good.
    void sync() const
    {
        if (syncfs(fd_) != 0)
            throw failure("cannot unpack: " + std::string(std::strerror(errno)), path.string(),
                          "check the disk");
    }

    fs::path path;

private:
    int fd_;
};

/// A file that must not be there yet.
class NewFile
{
public:
    explicit NewFile(const fs::path &path)
        : path_(path)
        , fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666))
    {
        if (fd_ < 0 && errno == EEXIST)
            throw unreadable_input("the archive holds a file twice", path.filename().string(),
                                   "download it again");
        if (fd_ < 0)
            fail(errno);
    }
    ~NewFile()
    {
        if (fd_ >= 0)
            close(fd_);
    }
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    void append(std::span<const char> bytes)
    {
        while (!bytes.empty()) {
            const auto written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                fail(written < 0 ? errno : ENOSPC);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }

    /// Some disks say only now that they did not take it all.
    void finish()
    {
        if (close(std::exchange(fd_, -1)) != 0)
            fail(errno);
    }

private:
    [[noreturn]] void fail(int number) const
    {
        throw failure("cannot unpack: " + std::string(std::strerror(number)), path_.string(),
                      "check the rights and the free space");
    }

    fs::path path_;
    int fd_;
};

/// The member's place below the folder. Since all that is there was made here, and no links are,
/// looking at the path is enough.
fs::path safe_path(const ArchiveMember &member, const fs::path &archive)
{
    const fs::path path(member.path);
    bool leads_out = member.path.empty() || path.is_absolute();
    for (const auto &part : path)
        leads_out = leads_out || part == "..";
    if (leads_out)
        throw unreadable_input("'" + member.path + "' leads out of the folder", archive.string(),
                               "do not trust this archive");
    if (!member.is_file && !member.is_folder)
        throw unreadable_input("'" + member.path + "' is neither a file nor a folder",
                               archive.string(), "do not trust this archive");
    return path.lexically_normal();
}

void unpack_all(const fs::path &file, const fs::path &folder, const std::stop_token &stop,
                const ProgressHandler &progress)
{
    const auto most = file_bytes(file) * most_swelling + always_allowed;
    std::uint64_t total = 0;
    ProgressThrottle throttle(progress);
    const auto activity = "unpacking " + file.filename().string();
    Archive archive(file);
    for (ArchiveMember member; archive.next(member);) {
        throw_if_stopped(stop);
        const auto path = folder / safe_path(member, file);
        if (member.is_folder) {
            make_folder(path);
            continue;
        }
        make_folder(path.parent_path());
        NewFile out(path);
        for (auto bytes = archive.read(); !bytes.empty(); bytes = archive.read()) {
            throw_if_stopped(stop);
            total += bytes.size();
            if (total > most)
                throw unreadable_input("the archive swells beyond measure", file.string(),
                                       "do not trust it");
            out.append(bytes);
        }
        out.finish();
        throttle.report(activity, archive.position());
    }
}

} // namespace

void unpack(const fs::path &archive, const fs::path &folder,
            const std::function<void(const fs::path &)> &accept, const std::stop_token &stop,
            const ProgressHandler &progress)
{
    std::error_code absent;
    if (fs::exists(folder, absent))
        throw failure("the folder is there already", folder.string(), "remove it first");
    if (!fs::is_regular_file(archive, absent))
        throw unreadable_input("no such file", archive.string(), "check its name");
    ScratchFolder scratch(folder);
    unpack_all(archive, scratch.path, stop, progress);
    if (accept)
        accept(scratch.path);
    throw_if_stopped(stop);
    scratch.sync();
    std::error_code error;
    fs::rename(scratch.path, folder, error);
    if (error)
        throw failure("cannot give the folder its name: " + error.message(), folder.string(),
                      "check the rights");
    scratch.path.clear();
}

} // namespace tlvfc
