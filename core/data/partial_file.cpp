#include "core/data/partial_file.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

fs::path note_of(const fs::path &part) { return part.string() + ".json"; }

Error cannot_write(const fs::path &path, int number)
{
    return failure("cannot write the download: " + std::string(std::strerror(number)),
                   path.string(), "check the folder, its rights and the free space");
}

} // namespace

PartialFile::PartialFile(const fs::path &file, const std::string &url)
    : file_(file)
    , path_(file.string() + ".part")
    , url_(url)
{
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    fd_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd_ < 0)
        throw cannot_write(path_, errno);
    if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
        close(fd_);
        throw failure("another process is fetching this", path_.string(), "wait for it to end");
    }
    size_ = static_cast<std::uint64_t>(lseek(fd_, 0, SEEK_END));
    std::string kept_url;
    try {
        const auto note = read_json(note_of(path_));
        kept_url = json_value<std::string>(note, "url", "", "");
        validator_ = json_value<std::string>(note, "validator", "", "");
    } catch (const Error &) {
        // without a readable note nothing is known of the bytes, and they are dropped below
    }
    if (size_ > 0 && kept_url != url_) {
        try {
            restart({});
        } catch (...) {
            close(fd_);
            throw;
        }
    }
}

PartialFile::~PartialFile() { close(fd_); }

void PartialFile::restart(const std::string &validator)
{
    if (ftruncate(fd_, 0) != 0 || lseek(fd_, 0, SEEK_SET) != 0)
        throw cannot_write(path_, errno);
    size_ = 0;
    validator_ = validator;
    write_json(note_of(path_), {{"url", url_}, {"validator", validator}});
}

void PartialFile::append(std::span<const char> bytes)
{
    while (!bytes.empty()) {
        const auto written = write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw cannot_write(path_, written < 0 ? errno : ENOSPC);
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void PartialFile::remove()
{
    std::error_code ignored;
    fs::remove(note_of(path_), ignored);
    fs::remove(path_, ignored);
}

void PartialFile::finish()
{
    if (fsync(fd_) != 0)
        throw cannot_write(path_, errno);
    std::error_code error;
    fs::rename(path_, file_, error);
    if (error)
        throw failure("cannot give the download its name: " + error.message(), file_.string(),
                      "check the folder and its rights");
    fs::remove(note_of(path_), error);
}

} // namespace tlvfc
