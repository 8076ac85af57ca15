// Decoded images on disk, so that each is decoded once for all runs.
//
// A file per data set and size holds a slot for each image, filled the first time that a run wants
// it: runs with other seeds divide the images otherwise and fill what is missing. The key is made
// of what the data set holds (names, and the files' sizes and times of last change), not of the
// bytes: reading them all would take as long as decoding them. A picture that changes changes the
// key.
#pragma once

#include "core/data/source.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace tlvfc {

struct ImageCacheOptions
{
    std::filesystem::path folder;
    /// Of all files in the folder together; the least recently used go first, those in use never.
    std::uint64_t most_bytes = std::uint64_t{20} << 30;
};

/// cache_folder()/images.
ImageCacheOptions user_image_cache();

/// One size of one data set. Two processes may want the same: the second waits until the first has
/// filled what it needs. Where the disk takes no more, the file is removed and work goes on
/// without.
class ImageCache
{
public:
    /// Null where caching is of no use: made-up images, or more than the folder may hold.
    /// @throws Error (Interrupted) when stopped while another process fills it.
    static std::unique_ptr<ImageCache> open(const ImageCacheOptions &options,
                                            const ImageSource &source, int size,
                                            const std::stop_token &stop);
    ~ImageCache();
    ImageCache(const ImageCache &) = delete;
    ImageCache &operator=(const ImageCache &) = delete;

    /// Thread-safe. Fills `rgb` (size×size×3) with the sample's picture; false where it is not
    /// here.
    bool read(const Sample &sample, std::span<std::uint8_t> rgb) const;
    /// Thread-safe, once a sample.
    void store(const Sample &sample, std::span<const std::uint8_t> rgb);
    /// Makes what was stored last, and the folder no larger than it may be.
    void finish();

private:
    ImageCache(ImageCacheOptions options, std::filesystem::path file);
    void take_lock(const std::stop_token &stop);
    bool read_states();
    void reset();
    void prune() const;

    ImageCacheOptions options_;
    std::filesystem::path file_;
    int fd_ = -1;
    std::size_t image_bytes_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> slots_; // by the sample's place
    std::vector<std::uint8_t> states_;                     // 1: filled
    std::vector<std::uint8_t> stored_;                     // since it was opened
    std::atomic<bool> full_ = false;                       // the disk took no more
};

} // namespace tlvfc
