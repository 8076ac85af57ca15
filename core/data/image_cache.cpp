#include "core/data/image_cache.h"

#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/base/sleep.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tlvfc {

namespace fs = std::filesystem;

namespace {

constexpr const char *ending = ".images";
constexpr std::size_t page = 4096;

/// At the file's start; then a state for each slot, then, from a page's start on, the slots.
struct Header
{
    char magic[8] = {'T', 'L', 'V', 'F', 'C', 'I', 'M', '1'};
    std::uint64_t slots = 0;
    std::uint64_t image_bytes = 0;

    friend bool operator==(const Header &, const Header &) = default;
};

std::size_t first_slot(std::size_t slots)
{
    return (sizeof(Header) + slots + page - 1) / page * page;
}

bool read_at(int fd, void *bytes, std::size_t size, std::size_t offset)
{
    return pread(fd, bytes, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

bool write_at(int fd, const void *bytes, std::size_t size, std::size_t offset)
{
    return pwrite(fd, bytes, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

/// Of names and files, in their order.
std::string content_key(const ImageSource &source, const std::vector<Sample> &samples, int size)
{
    std::string text =
        source.kind() + '\n' + source.preparation() + '\n' + std::to_string(size) + '\n';
    fs::path last;
    for (const auto &sample : samples) {
        text += sample.name + '\n';
        const auto file = source.file(sample);
        if (file == last)
            continue;
        last = file;
        // In an archive, the archive is the file.
        struct stat status = {};
        if (stat(file.c_str(), &status) != 0 && stat(file.parent_path().c_str(), &status) != 0)
            continue; // a missing image is not stored either
        text += file.string() + '\n' + std::to_string(status.st_size) + ' ' +
                std::to_string(status.st_mtim.tv_sec) + ' ' +
                std::to_string(status.st_mtim.tv_nsec) + '\n';
    }
    return sha256_hex(std::as_bytes(std::span(text)));
}

} // namespace

ImageCacheOptions user_image_cache() { return {cache_folder() / "images"}; }

ImageCache::ImageCache(ImageCacheOptions options, fs::path file)
    : options_(std::move(options))
    , file_(std::move(file))
{
}

std::unique_ptr<ImageCache> ImageCache::open(const ImageCacheOptions &options,
                                             const ImageSource &source, int size,
                                             const std::stop_token &stop)
{
    std::vector<Sample> samples;
    for (const char *split : {"train", "val", "test"})
        std::ranges::move(source.samples(split), std::back_inserter(samples));
    if (samples.empty() || source.file(samples.front()).empty())
        return nullptr;
    const auto image_bytes = static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3;
    if (first_slot(samples.size()) + samples.size() * image_bytes > options.most_bytes)
        return nullptr;
    std::error_code error;
    fs::create_directories(options.folder, error);
    std::unique_ptr<ImageCache> cache(new ImageCache(
        options, options.folder / (content_key(source, samples, size).substr(0, 32) + ending)));
    cache->image_bytes_ = image_bytes;
    for (std::size_t i = 0; i < samples.size(); ++i)
        cache->slots_.emplace(samples[i].place, i);
    cache->states_.resize(samples.size());
    cache->stored_.resize(samples.size());
    cache->take_lock(stop);
    if (cache->fd_ < 0)
        return nullptr; // the folder cannot be written: work goes on without
    if (!cache->read_states())
        cache->reset();
    futimens(cache->fd_, nullptr); // used now
    return cache;
}

void ImageCache::take_lock(const std::stop_token &stop)
{
    for (;;) {
        fd_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd_ < 0)
            return;
        try {
            while (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
                sleep_unless_stopped(stop, std::chrono::milliseconds(100));
                throw_if_stopped(stop);
            }
        } catch (...) {
            close(fd_);
            fd_ = -1;
            throw;
        }
        // Another process may have removed it before the lock was had.
        struct stat status = {};
        if (fstat(fd_, &status) == 0 && status.st_nlink > 0)
            return;
        close(fd_);
    }
}

bool ImageCache::read_states()
{
    Header wanted;
    wanted.slots = states_.size();
    wanted.image_bytes = image_bytes_;
    Header found;
    return read_at(fd_, &found, sizeof found, 0) && found == wanted &&
           read_at(fd_, states_.data(), states_.size(), sizeof found);
}

void ImageCache::reset()
{
    Header header;
    header.slots = states_.size();
    header.image_bytes = image_bytes_;
    std::ranges::fill(states_, std::uint8_t{0});
    // Slots that are not filled take no room on the disk.
    const auto bytes = first_slot(states_.size()) + states_.size() * image_bytes_;
    if (ftruncate(fd_, 0) != 0 || !write_at(fd_, &header, sizeof header, 0) ||
        ftruncate(fd_, static_cast<off_t>(bytes)) != 0)
        unlink(file_.c_str()); // no room even for this; it serves this run and is gone
}

ImageCache::~ImageCache() { close(fd_); }

bool ImageCache::read(const Sample &sample, std::span<std::uint8_t> rgb) const
{
    const auto slot = slots_.find(sample.place);
    return slot != slots_.end() && states_[slot->second] == 1 &&
           read_at(fd_, rgb.data(), image_bytes_,
                   first_slot(states_.size()) + slot->second * image_bytes_);
}

void ImageCache::store(const Sample &sample, std::span<const std::uint8_t> rgb)
{
    const auto slot = slots_.find(sample.place);
    if (slot == slots_.end() || full_)
        return;
    if (write_at(fd_, rgb.data(), image_bytes_,
                 first_slot(states_.size()) + slot->second * image_bytes_))
        stored_[slot->second] = 1;
    else
        full_ = true;
}

void ImageCache::finish()
{
    // First the pictures, then the word that they are there: a crash in between loses them only.
    if (std::ranges::find(stored_, 1) == stored_.end() && !full_)
        return;
    full_ = full_ || fdatasync(fd_) != 0;
    for (std::size_t i = 0; i < states_.size(); ++i)
        states_[i] |= stored_[i];
    full_ = full_ || !write_at(fd_, states_.data(), states_.size(), sizeof(Header));
    if (full_)
        unlink(file_.c_str()); // the disk is needed for other things
    else
        prune();
}

void ImageCache::prune() const
{
    struct Found
    {
        fs::path path;
        std::uint64_t bytes = 0;
        fs::file_time_type used;
    };
    std::vector<Found> files;
    std::uint64_t total = 0;
    std::error_code error;
    for (const auto &path : entries_of(options_.folder)) {
        struct stat status = {};
        if (path.extension() != ending || stat(path.c_str(), &status) != 0)
            continue;
        const auto bytes = static_cast<std::uint64_t>(status.st_blocks) * 512;
        total += bytes;
        files.push_back({path, bytes, fs::last_write_time(path, error)});
    }
    std::ranges::sort(files, {}, &Found::used);
    for (const auto &file : files) {
        if (total <= options_.most_bytes)
            return;
        if (file.path == file_)
            continue;
        const int fd = ::open(file.path.c_str(), O_RDWR | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && unlink(file.path.c_str()) == 0)
            total -= file.bytes;
        close(fd);
    }
}

} // namespace tlvfc
